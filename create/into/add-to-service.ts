import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createPaint } from '../../plugin/system/terminal.ts'
import { UserError } from '../../plugin/user-error.ts'
import { type ProviderName, providerNames } from '../../providers/registry.ts'
import { Stopped, type Terminal } from '../ask.ts'
import { readVersions } from '../new/read-template.ts'
import { installPackages, runStep } from '../npm.ts'
import type { Options } from '../options.ts'
import type { Surroundings } from '../surroundings.ts'
import { type Change, showChange, writeChanges } from './change.ts'
import { planChanges, providerOf, readService, type Service } from './plan.ts'

/**
 * `npm create claimcheck -- --into .`: shows each change, asks, and makes those that are confirmed.
 *
 * @throws {UserError} `ERR_OPTION_INVALID`, `ERR_SERVICE_NOT_FOUND`, `ERR_SERVICE_NOT_EDITABLE`, `ERR_MANIFEST_MISSING`,
 * `ERR_MANIFEST_INVALID`, `ERR_NOT_CONFIRMED`, `ERR_FOLDER_NOT_WRITTEN`, `ERR_NPM_NOT_FOUND`, `ERR_INSTALL_FAILED`
 */
export async function addToService(options: Options, surroundings: Surroundings): Promise<void> {
  const { cwd, output, signal, templateDir } = surroundings
  if (options.folder !== undefined) throw invalid(`--into names the folder; leave ${options.folder} out.`)
  const terminal = options.yes ? undefined : surroundings.terminal
  const service = await readService(resolve(cwd, options.into ?? '.'))
  const provider = await chooseProvider(options, service, terminal)
  const { changes, notes } = planChanges(service, provider, await readVersions(templateDir))
  for (const note of notes) output.write(`${note}\n`)
  if (changes.length === 0) return void output.write('Nothing to do.\n')
  const confirmed = await confirm(changes, options, surroundings)
  if (signal.aborted) throw new Stopped('Nothing was changed.')
  if (confirmed.length === 0) return void output.write('Nothing was changed.\n')
  await writeChanges(service.folder, confirmed)
  for (const { path, before } of confirmed)
    output.write(`${before === undefined ? 'Added' : 'Changed'} ${path}.\n`)
  const left = confirmed.some(({ path }) => path === 'package.json')
    ? await install(options, service.folder, surroundings)
    : undefined
  output.write(`\nNext:\n${left ? `  ${left}\n` : ''}  npx serverless local\n  npx claimcheck token\n`)
}

function invalid(message: string): UserError {
  return new UserError('ERR_OPTION_INVALID', message)
}

async function chooseProvider(
  { provider }: Options,
  service: Service,
  terminal: Terminal | undefined,
): Promise<ProviderName> {
  if (provider === 'all')
    throw invalid(
      `--into takes one provider: ${providerNames.join(', ')}. The authorizer of a service has one issuer.`,
    )
  const known = provider ?? providerOf(service)
  if (known) return known
  return terminal ? terminal.chooseProvider('Whose tokens does the service accept?', providerNames) : 'oidc'
}

/** @throws {UserError} `ERR_NOT_CONFIRMED` where nobody can be asked */
async function confirm(
  changes: readonly Change[],
  { yes }: Options,
  { terminal, output }: Surroundings,
): Promise<readonly Change[]> {
  const paint = createPaint(output)
  const confirmed: Change[] = []
  for (const change of changes) {
    output.write(`\n${showChange(change, paint)}`)
    if (yes || (await terminal?.confirm(`Make this change of ${change.path}?`))) confirmed.push(change)
  }
  if (yes || terminal) return confirmed
  throw new UserError(
    'ERR_NOT_CONFIRMED',
    'Nothing was changed: there is no terminal to ask at. To make the changes above, add --yes.',
  )
}

const otherLocks = [
  ['pnpm-lock.yaml', 'pnpm install'],
  ['yarn.lock', 'yarn install'],
  ['bun.lock', 'bun install'],
] as const

/** @returns the command that is left to do, if any */
async function install(
  options: Options,
  cwd: string,
  surroundings: Surroundings,
): Promise<string | undefined> {
  const other = otherLocks.find(([file]) => existsSync(join(cwd, file)))?.[1]
  if (other || !options.install) return other ?? 'npm install'
  await runStep(installPackages, cwd, 'The changes are made. To go on: npm install', surroundings)
  return undefined
}

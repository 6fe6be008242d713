import { basename, relative, resolve } from 'node:path'
import { UserError } from '../../plugin/user-error.ts'
import type { Terminal } from '../ask.ts'
import { installPackages, type NpmStep, runStep } from '../npm.ts'
import { type Choice, choices, type Options } from '../options.ts'
import type { Surroundings } from '../surroundings.ts'
import { readTemplate, readVersions } from './read-template.ts'
import { findNameFault, serviceName } from './service-name.ts'
import { assertEmpty, writeFolder } from './write-folder.ts'

/**
 * `npm create claimcheck my-api`: asks what is not given, writes the service, installs its packages and runs its tests.
 *
 * @throws {UserError} `ERR_OPTION_INVALID`, `ERR_NAME_INVALID`, `ERR_FOLDER_NOT_EMPTY`, `ERR_FOLDER_NOT_WRITTEN`, `ERR_NPM_NOT_FOUND`,
 * `ERR_INSTALL_FAILED`, `ERR_TESTS_FAILED`
 */
export async function createService(options: Options, surroundings: Surroundings): Promise<void> {
  const { templateDir, cwd, output, signal } = surroundings
  const terminal = options.yes ? undefined : surroundings.terminal
  const { dependencies, devDependencies } = await readVersions(templateDir)
  const packages = [...Object.keys(dependencies), ...Object.keys(devDependencies)]
  const findFault = (answer: string) => findNameFault(basename(resolve(cwd, answer)), packages)
  const given = options.folder ?? (await askFolder(options, terminal, findFault))
  const folder = resolve(cwd, given)
  const name = serviceName(folder, packages)
  await assertEmpty(folder)
  const provider = options.provider ?? (await askProvider(options, terminal))
  const files = await readTemplate(templateDir, provider, name)
  await writeFolder(folder, files, signal)
  const shown = relative(cwd, folder) || '.'
  output.write(`Created ${shown === '.' ? name : shown}: ${Object.keys(files).length} files.\n`)
  if (options.install) {
    const goOn = `All files are written. To go on: ${enter(shown)}npm install && npm test`
    for (const step of [installPackages, runTests]) await runStep(step, folder, goOn, surroundings)
  }
  output.write(nextSteps(shown, options.install))
}

const missing = (what: string, example: string) =>
  new UserError(
    'ERR_OPTION_INVALID',
    `${what} is missing, and there is no terminal to ask at. Example: npm create claimcheck@latest ${example}\n--yes takes the defaults.`,
  )

async function askFolder(
  { yes }: Options,
  terminal: Terminal | undefined,
  findFault: (answer: string) => string | undefined,
): Promise<string> {
  if (yes) return 'my-api'
  if (!terminal) throw missing('The folder of the new service', 'my-api -- --provider auth0')
  return terminal.text('Folder of the new service', 'my-api', findFault)
}

async function askProvider({ yes }: Options, terminal: Terminal | undefined): Promise<Choice> {
  if (yes) return 'cognito'
  if (!terminal) throw missing('--provider', 'my-api -- --provider auth0')
  return terminal.chooseProvider('Identity provider', choices)
}

const runTests: NpmStep = {
  args: ['test'],
  title: 'Running the tests',
  done: 'Tests passed',
  failed: 'The tests of the new service failed',
  code: 'ERR_TESTS_FAILED',
}

function nextSteps(shown: string, isInstalled: boolean): string {
  const steps = [enter(shown).replace(' && ', ''), isInstalled ? '' : 'npm install', 'npm start'].filter(
    Boolean,
  )
  return `\nNext:\n${steps.map((step) => `  ${step}\n`).join('')}`
}

/** Empty in the folder itself. */
function enter(shown: string): string {
  if (shown === '.') return ''
  return `cd ${/^[\w./\\-]+$/.test(shown) ? shown : JSON.stringify(shown)} && `
}

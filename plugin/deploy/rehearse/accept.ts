import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProviderName } from '../../../providers/index.ts'
import { runChild } from '../../system/run-child.ts'
import type { DeployedStack } from '../stack/stack.ts'
import { emulatorEnvironment } from './emulator-access.ts'
import type { Rehearsal } from './rehearsal.ts'

/** Runs the acceptance suite of the service against the deployed API. Results also go to `acceptance.xml`. */
export async function accept(rehearsal: Rehearsal, stack: DeployedStack): Promise<void> {
  const { options, folder, access: aws, issuer } = rehearsal
  const suite = join(options.dir, 'test', 'acceptance', 'accept.ts')
  await access(suite)
  await issuer?.announce(apiUrl(aws, stack))
  const { provider, consoleOrigin, dir, signal } = options
  const args = acceptArguments({
    provider,
    consoleOrigin,
    endpoint: aws.endpoint,
    stack,
    issuerState: issuer?.stateDir,
    junitFile: join(folder, 'acceptance.xml'),
  })
  const env = emulatorEnvironment(aws, process.env)
  const { code } = await runChild(process.execPath, [suite, ...args], { dir, env, signal })
  if (code !== 0) throw new Error('the deployed service failed its acceptance checks, listed above.')
}

export interface AcceptArgumentsOptions {
  readonly provider: ProviderName
  readonly endpoint: string
  readonly stack: DeployedStack
  readonly consoleOrigin: string
  /** State folder of the embedded issuer, if it is used. */
  readonly issuerState: string | undefined
  readonly junitFile: string
}

/** How the acceptance suite finds the deployed API at the emulator, and its tokens. */
export function acceptArguments(options: AcceptArgumentsOptions): string[] {
  const { provider, consoleOrigin, issuerState, junitFile } = options
  const tokens = issuerState === undefined ? poolArguments(options) : ['--state', issuerState]
  return [
    ...['--url', apiUrl(options, options.stack), '--provider', provider, '--origin', consoleOrigin],
    ...['--target', 'ministack', '--junit', junitFile],
    ...tokens,
  ]
}

/** MiniStack serves each API below a path; its host names would need a DNS lookup. */
function apiUrl({ endpoint }: { readonly endpoint: string }, stack: DeployedStack): string {
  return `${endpoint}/_aws/execute-api/${output(stack, 'HttpApiId')}/$default`
}

/** Its sign-in pages have no host of their own either: the path of the page is the same. */
function poolArguments({ endpoint, stack, consoleOrigin }: AcceptArgumentsOptions): string[] {
  const { pathname } = new URL(output(stack, 'SignInUrl'))
  return [
    ...['--user-pool', output(stack, 'UserPoolId'), '--pool-issuer', output(stack, 'Issuer')],
    ...['--client-id', output(stack, 'SignInClientId'), '--sign-in', `${endpoint}${pathname}`],
    ...['--redirect', `${consoleOrigin}/`],
  ]
}

function output({ outputs }: DeployedStack, name: string): string {
  const value = outputs.get(name)
  if (value !== undefined) return value
  throw new Error(`The stack has no output ${name}; it has ${[...outputs.keys()].join(', ')}.`)
}

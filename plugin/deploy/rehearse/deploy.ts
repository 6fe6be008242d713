import { runChild } from '../../system/run-child.ts'
import { withElapsed } from '../../system/terminal.ts'
import { type DeployedStack, readStack } from '../stack/stack.ts'
import { emulatorEnvironment } from './emulator-access.ts'
import { overlayVariable, writeOverlay } from './overlay.ts'
import type { Rehearsal } from './rehearsal.ts'
import { rehearsalParams } from './rehearsal-params.ts'

/** Resource types of this service that MiniStack does not know: it rejects a template with them. */
const unknownToEmulator = ['AWS::Cognito::ManagedLoginBranding']

/**
 * `serverless deploy`, as a user would run it; without preflight where the embedded issuer signs, since preflight asks
 * the issuer as AWS would, by https, and the embedded one speaks http on this machine.
 */
export async function deploy(rehearsal: Rehearsal): Promise<DeployedStack> {
  const command = rehearsal.issuer ? ['deploy', '--no-preflight'] : ['deploy']
  await runServerless(rehearsal, command, rehearsal.options.signal)
  const stack = await readStack(rehearsal.access, rehearsal.options.stackName)
  if (stack) return stack
  throw new Error(`serverless deploy succeeded, but there is no stack ${rehearsal.options.stackName}.`)
}

/** `serverless remove`. `at the end`, it runs even when the rehearsal is stopped. */
export async function remove(
  rehearsal: Rehearsal,
  when: 'in turn' | 'at the end' = 'in turn',
): Promise<void> {
  const { signal } = rehearsal.options
  await runServerless(rehearsal, ['remove'], when === 'in turn' ? signal : new AbortController().signal)
}

async function runServerless(
  rehearsal: Rehearsal,
  command: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const { options, access, issuer } = rehearsal
  const overlay = { issuer: issuer?.issuer.issuer, leaveOut: unknownToEmulator }
  const env = {
    ...emulatorEnvironment(access, process.env),
    [overlayVariable]: writeOverlay(overlay),
  }
  const place = ['--stage', options.stage, '--region', options.region]
  const args = [...command, ...place, ...rehearsalParams(options, issuer?.issuer)]
  options.log(`   serverless ${args.join(' ')}`)
  const run = () => runChild(process.execPath, [serverlessFile(), ...args], { dir: options.dir, env, signal })
  // At a terminal, Serverless shows its own progress.
  const isShown = process.stdout.isTTY
  const { code } = await (isShown ? run() : withElapsed(`   serverless ${command.join(' ')}`, run))
  if (code !== 0) throw new Error(`serverless ${command.join(' ')} ended with ${code}; see its output above.`)
}

/** The `serverless` that runs this. */
function serverlessFile(): string {
  const [, file] = process.argv
  if (file) return file
  throw new Error('Cannot find the serverless command that runs this.')
}

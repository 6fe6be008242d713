import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { runChild } from '../../system/run-child.ts'
import type { DeployedStack } from '../stack/deployed-stack.ts'
import { acceptArguments, apiUrl } from './accept-arguments.ts'
import { emulatorEnvironment } from './emulator-access.ts'
import type { Rehearsal } from './rehearsal.ts'

/** The service's own acceptance suite, over the deployed API. Its results stand in `acceptance.xml` too. */
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
  if (code !== 0)
    throw new Error('the deployed service does not answer as it should; what did not hold stands above.')
}

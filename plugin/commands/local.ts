import { welcome } from '../local/banner.ts'
import { type StartLocalOptions, startLocal } from '../local/start-local.ts'
import { untilStopped } from '../system/wait-for-signal.ts'

/** `serverless local`: starts everything, says where it is, and ends all of it at Ctrl-C. */
export async function runLocal(options: Omit<StartLocalOptions, 'log'>): Promise<void> {
  const log = (line: string) => process.stdout.write(`${line}\n`)
  const stopped = untilStopped()
  const run = await startLocal({ ...options, log })
  log(welcome(run, options))
  await stopped
  log('Stopping.')
  await run.close()
}

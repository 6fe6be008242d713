import type { RehearseOptions } from '../deploy/rehearse/rehearsal.ts'
import { rehearse } from '../deploy/rehearse/rehearse.ts'
import { untilStopped } from '../system/wait-for-signal.ts'

/** `serverless rehearse`: shows its steps on stdout; Ctrl-C ends it, and what it started, with exit code 130. */
export async function runRehearsal(options: Omit<RehearseOptions, 'log' | 'signal'>): Promise<void> {
  const log = (line: string) => process.stdout.write(`${line}\n`)
  const stop = new AbortController()
  void untilStopped().then(() => stop.abort())
  try {
    await rehearse({ ...options, log, signal: stop.signal })
  } catch (error) {
    if (!stop.signal.aborted) throw error
    log('\nStopped. Everything that was started has ended.')
    process.exitCode = 130
  }
}

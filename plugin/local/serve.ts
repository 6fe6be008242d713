import { join } from 'node:path'
import { waitForSignal } from '../system/wait-for-signal.ts'
import { formatBanner } from './banner.ts'
import { type StartLocalOptions, startLocal } from './start-local.ts'
import { findTestRun } from './test-run.ts'
import { watchConfiguration } from './watch-configuration.ts'

export interface ServeOptions extends Omit<StartLocalOptions, 'log'> {
  /** Lines that the banner shows: settings that have another effect here. @default none */
  readonly notes?: readonly string[]
}

/** A local run in this process. */
export interface Serving {
  /** Resolves at Ctrl-C, or when the test that started it has ended. */
  readonly stopped: Promise<void>
  close(): Promise<void>
}

/** How long other plugins have to end what they have started. */
const othersEndMs = 1_000

/** Starts the local run and prints where it is. @throws {UserError} as `startLocal` does. */
export async function serve({ notes = [], ...options }: ServeOptions): Promise<Serving> {
  const log = (line: string) => process.stdout.write(`${line}\n`)
  const testRun = findTestRun()
  const stopped = Promise.race([waitForSignal(), ...(testRun ? [testRun.ended] : [])])
  const run = await startLocal({ ...options, log })
  log(formatBanner(run, { provider: options.provider, stateDir: options.stateDir, notes }))
  const { dir, file } = options.declared
  const endWatch = watchConfiguration({ file: join(dir, file), log })
  await testRun?.sayReady()
  return {
    stopped,
    async close() {
      log('Stopping.')
      endWatch()
      await run.close()
      await testRun?.removeFolder()
      // Webpack's watch, say, would keep this process: its plugin starts it for `serverless offline` and never ends it.
      setTimeout(() => process.exit(), othersEndMs).unref()
    },
  }
}

/** The same until Ctrl-C. */
export async function serveUntilStopped(options: ServeOptions): Promise<void> {
  const { stopped, close } = await serve(options)
  await stopped
  await close()
}

import { join } from 'node:path'
import { isInForeground } from '../system/foreground.ts'
import { restartProcess, withoutEnvFiles } from '../system/restart-process.ts'
import { createPaint, withElapsed } from '../system/terminal.ts'
import { waitForSignal } from '../system/wait-for-signal.ts'
import { formatBanner, formatUrls } from './banner.ts'
import { chooseLogFormat, createLog, type LogFormat } from './log/create-log.ts'
import type { Log } from './log/log.ts'
import { stateOption } from './next-commands.ts'
import { linkWithKey } from './run-state.ts'
import { startShortcuts } from './shortcuts.ts'
import { type LocalRun, type StartLocalOptions, startLocal } from './start-local.ts'
import { findTestRun } from './test-run.ts'
import { watchConfiguration } from './watch-configuration.ts'

export interface ServeOptions extends Omit<StartLocalOptions, 'log' | 'key'> {
  /** Lines that the banner shows: settings that have another effect here. @default none */
  readonly notes?: readonly string[]
  /** `--log`. Default: `pretty` on a terminal, else `json`. */
  readonly logFormat?: LogFormat | undefined
}

/** A local run in this process. */
export interface Serving {
  /** Resolves at Ctrl-C, at the shortcuts that quit or restart, or when the test that started it has ended. */
  readonly stopped: Promise<void>
  close(): Promise<void>
}

/** How long other plugins have to end what they have started. */
const othersEndMs = 1_000

/** What a restart does not do again: it would delete what the run before has kept. */
const onlyOnce: ReadonlySet<string> = new Set(['--fresh'])

/** Hands the key on to the start that comes after `r`, so that an open console can be used on. Only its own user can read it. */
const keptKey = 'CLAIMCHECK_KEPT_KEY'

/** No function gets to see it. */
function takeKeptKey(): string | undefined {
  const key = process.env[keptKey]
  delete process.env[keptKey]
  return key
}

/** Starts the local run and prints where it is. @throws {UserError} as `startLocal` does. */
export async function serve({ notes = [], logFormat, ...options }: ServeOptions): Promise<Serving> {
  const format = chooseLogFormat(logFormat, process.stdout)
  const log = createLog(format, process.stdout)
  const asked = Promise.withResolvers<void>()
  const testRun = findTestRun()
  const stopped = Promise.race([waitForSignal(), asked.promise, ...(testRun ? [testRun.ended] : [])])
  // Nobody reads the log of `serverless local | head` any more.
  process.stdout.once('error', asked.resolve)
  const key = takeKeptKey()
  const { dir, file, name, stage } = options.declared
  const env = withoutEnvFiles(process.env, dir)
  const run = await withElapsed(`Starting ${name}`, () => startLocal({ ...options, key, log }))
  let farewell = 'Stopping.'
  const restart = () => {
    farewell = 'Restarting.'
    // Only then have other plugins ended what they have started.
    process.once('exit', () => restartProcess(onlyOnce, { ...env, ...(run.key && { [keptKey]: run.key }) }))
    asked.resolve()
  }
  const hasShortcuts = process.stdin.isTTY && process.stdout.isTTY && isInForeground()
  printBanner(run, { ...options, notes, hasShortcuts, format })
  const endShortcuts = hasShortcuts
    ? startKeys(run, options.stateDir, { restart, quit: asked.resolve, log })
    : () => {}
  const apply = hasShortcuts ? 'press r to restart and apply it' : 'restart to apply it'
  const endWatch = watchConfiguration({ file: join(dir, file), stage, apply, log })
  await testRun?.sayReady()
  return {
    stopped,
    async close() {
      endShortcuts()
      log(farewell)
      endWatch()
      await run.close()
      await testRun?.removeFolder()
      // Webpack's watch, say, would keep this process: its plugin starts it for `serverless offline` and never ends it.
      setTimeout(() => process.exit(), othersEndMs).unref()
    },
  }
}

interface PrintOptions extends Pick<ServeOptions, 'provider' | 'stateDir' | 'notes'> {
  readonly hasShortcuts: boolean
  readonly format: LogFormat
}

/** Beside a log that programs read, the banner is on stderr. */
function printBanner(run: LocalRun, { format, notes = [], ...options }: PrintOptions): void {
  const stream = format === 'json' ? process.stderr : process.stdout
  stream.write(`${formatBanner(run, { ...options, notes, paint: createPaint(stream) })}\n`)
}

interface Actions {
  readonly restart: () => void
  readonly quit: () => void
  readonly log: Log
}

function startKeys(run: LocalRun, stateDir: string, actions: Actions): () => void {
  const { consoleUrl, key, service } = run
  return startShortcuts({
    ...actions,
    stdin: process.stdin,
    stateDir,
    consoleLink: consoleUrl && key ? linkWithKey(consoleUrl, key) : undefined,
    tokenCommand: `npx claimcheck token${stateOption(service.dir, stateDir)}`,
    token: async () => (await import('./issuer-client.ts')).requestToken(stateDir, { use: 'access' }),
    urls: formatUrls(run, { stateDir, paint: createPaint(process.stdout) }),
  })
}

/** The same until Ctrl-C. */
export async function serveUntilStopped(options: ServeOptions): Promise<void> {
  const { stopped, close } = await serve(options)
  await stopped
  await close()
}

import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import type { TableDefinition } from '../../service/service.ts'
import { UserError } from '../../user-error.ts'
import { readCreateTableInput } from './create-table-input.ts'
import { startTableThread } from './table-thread.ts'
import type { TableWorkerData, TableWorkerMessage, TableWorkerRequest } from './table-worker.ts'
import { warnOfUnsupported } from './unsupported.ts'

export interface StartTablesOptions {
  readonly tables: readonly TableDefinition[]
  /** Keeps the rows between runs; created when absent. One run at a time. */
  readonly folder: string
  /** The access keys that requests may be signed with; signatures are not checked. @default any */
  readonly accessKeyIds?: readonly string[]
  readonly log: (line: string) => void
  /** One that waits already. @default a new one */
  readonly thread?: Worker | undefined
}

export interface Tables {
  /** For `AWS_ENDPOINT_URL_DYNAMODB`: `http://127.0.0.1:<free port>`. */
  readonly endpoint: string
  /** Deletes all rows. Absent for a DynamoDB that is not part of this run. */
  readonly empty?: () => Promise<void>
  /** Ends requests that run, and releases the folder. */
  close(): Promise<void>
}

/** Pauses between attempts to start again, milliseconds; the last one repeats. */
const pausesMs = [0, 100, 300, 1_000, 2_000]

/**
 * Starts an embedded DynamoDB (dynalite) with the given tables. An existing table keeps its rows, after
 * `kill -9` too: a write that was acknowledged is in the file.
 *
 * dynalite runs in a thread of its own, because it throws on some requests that it does not expect. The thread then
 * ends, a line is logged, and a new one takes its place at the same endpoint: as soon as it can, however often it fails.
 *
 * @throws {UserError} `ERR_TABLE_FOLDER_LOCKED`, `ERR_TABLE_FOLDER_UNUSABLE`, `ERR_TABLE_CHANGED` or
 * `ERR_TABLE_DEFINITION`, each with what to do.
 */
export async function startTables(options: StartTablesOptions): Promise<Tables> {
  const { tables, folder, accessKeyIds, log } = options
  const data = { inputs: tables.map(readCreateTableInput), folder, accessKeyIds }
  for (const line of warnOfUnsupported(tables)) log(line)
  const { port, worker } = await startWorker({ ...data, port: 0 }, log, options.thread)
  const closing = new AbortController()
  let current: Promise<Worker | undefined> = Promise.resolve(worker)

  function keepRunning(running: Worker): void {
    running.once('error', (error: Error) => {
      log(`The table stopped (${error.message}). Restarting it.`)
      current = restart(running)
    })
  }

  /** The folder is locked until the old thread has ended. */
  async function restart(ended: Worker): Promise<Worker | undefined> {
    if (ended.threadId !== -1) await once(ended, 'exit')
    for (let attempt = 0; !closing.signal.aborted; attempt += 1) {
      await pause(attempt)
      try {
        const next = await startWorker({ ...data, port }, log)
        keepRunning(next.worker)
        log('The table runs again.')
        return next.worker
      } catch (error) {
        if (attempt === 0)
          log(`The table could not be restarted: ${(error as Error).message} Trying again until it can.`)
      }
    }
    return undefined
  }

  function pause(attempt: number): Promise<unknown> {
    const ms = pausesMs[Math.min(attempt, pausesMs.length - 1)]
    return setTimeout(ms, undefined, { signal: closing.signal }).catch(() => {})
  }

  keepRunning(worker)
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async empty() {
      const running = await current
      if (running) await emptyTables(running)
    },
    async close() {
      closing.abort()
      const last = await current
      if (last) await stopWorker(last)
    },
  }
}

async function startWorker(
  data: TableWorkerData,
  log: (line: string) => void,
  worker = startTableThread(),
): Promise<{ port: number; worker: Worker }> {
  worker.ref()
  worker.postMessage(data)
  const started = Promise.withResolvers<Exclude<TableWorkerMessage, { kind: 'log' | 'emptied' }>>()
  worker.on('message', (message: TableWorkerMessage) => {
    if (message.kind === 'log') log(message.line)
    else if (message.kind !== 'emptied') started.resolve(message)
  })
  const message = await Promise.race([started.promise, endOf(worker)])
  if (message.kind === 'listening') return { port: message.port, worker }
  await worker.terminate()
  throw new UserError(message.code, message.message)
}

async function emptyTables(worker: Worker): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const listening = new AbortController()
  const onMessage = ({ kind }: TableWorkerMessage) => {
    if (kind === 'emptied') resolve()
  }
  worker.on('message', onMessage)
  worker.postMessage('empty' satisfies TableWorkerRequest)
  try {
    await Promise.race([promise, endOf(worker, listening.signal)])
  } finally {
    listening.abort()
    worker.off('message', onMessage)
  }
}

async function endOf(worker: Worker, signal?: AbortSignal): Promise<never> {
  await once(worker, 'exit', signal && { signal })
  throw new Error('its thread ended.')
}

async function stopWorker(worker: Worker): Promise<void> {
  if (worker.threadId === -1) return
  const ended = new Promise((resolve) => worker.once('exit', resolve))
  // It ends now, cleanly or not.
  worker.removeAllListeners('error').on('error', () => {})
  worker.postMessage('stop' satisfies TableWorkerRequest)
  await ended
}

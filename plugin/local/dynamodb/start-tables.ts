import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { TableDefinition } from '../../service/service.ts'
import { UserError } from '../../user-error.ts'
import { readCreateTableInput } from './create-table-input.ts'
import type { TableWorkerData, TableWorkerMessage } from './table-worker.ts'

export interface StartTablesOptions {
  readonly tables: readonly TableDefinition[]
  /** Keeps the rows between runs; made when absent. One run at a time. */
  readonly folder: string
  readonly log: (line: string) => void
}

export interface Tables {
  /** For `AWS_ENDPOINT_URL_DYNAMODB`: `http://127.0.0.1:<free port>`. */
  readonly endpoint: string
  /** Ends requests that run, and lets go of the folder. */
  close(): Promise<void>
}

/**
 * Starts an embedded DynamoDB (dynalite) with the given tables. A table that is there is kept with its rows, after
 * `kill -9` too: a write that was answered is in the file.
 *
 * dynalite runs in a thread of its own, since it throws on some requests that it does not expect. The thread then
 * ends, a line is logged, and a new one takes its place at the same endpoint.
 *
 * @throws {UserError} `ERR_TABLE_FOLDER_LOCKED`, `ERR_TABLE_FOLDER_UNUSABLE`, `ERR_TABLE_CHANGED` or
 * `ERR_TABLE_DEFINITION`, each with what to do.
 */
export async function startTables({ tables, folder, log }: StartTablesOptions): Promise<Tables> {
  const shapes = tables.map(readCreateTableInput)
  const { port, worker } = await startWorker({ shapes, folder, port: 0 })
  let current = Promise.resolve(worker)

  function keepRunning(running: Worker): void {
    running.once('error', (error: Error) => {
      log(`The table stopped (${error.message}). Starting it again.`)
      current = startWorker({ shapes, folder, port }).then((next) => next.worker)
      current.then(
        (next) => {
          keepRunning(next)
          log('The table runs again.')
        },
        (reason: Error) => log(`The table could not be started again: ${reason.message}`),
      )
    })
  }
  keepRunning(worker)

  return { endpoint: `http://127.0.0.1:${port}`, close: () => current.then(stopWorker, () => {}) }
}

async function startWorker(workerData: TableWorkerData): Promise<{ port: number; worker: Worker }> {
  const worker = new Worker(new URL('./table-worker.ts', import.meta.url), { workerData })
  const [message] = (await once(worker, 'message')) as [TableWorkerMessage]
  if (message.kind === 'listening') return { port: message.port, worker }
  await worker.terminate()
  throw new UserError(message.code, message.message)
}

async function stopWorker(worker: Worker): Promise<void> {
  if (worker.threadId === -1) return
  const ended = new Promise((resolve) => worker.once('exit', resolve))
  // It ends now, in good order or not.
  worker.removeAllListeners('error').on('error', () => {})
  worker.postMessage('stop')
  await ended
}

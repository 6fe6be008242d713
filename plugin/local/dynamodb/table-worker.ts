import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import dynalite from 'dynalite'
import { UserError } from '../../user-error.ts'
import { ensureTable } from './ensure-table.ts'
import { openFolder } from './open-folder.ts'
import type { CreateTableInput } from './create-table-input.ts'

/** What `start-tables.ts` gives its worker. */
export interface TableWorkerData {
  readonly shapes: readonly CreateTableInput[]
  readonly folder: string
  /** 0 takes a free one. */
  readonly port: number
}

/** The worker's one message: where it listens, or why it does not. */
export type TableWorkerMessage =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }

/** Requests that still run this long after the worker was told to stop are cut off. */
const stopTimeoutMs = 1000

async function serveTables({ shapes, folder, port }: TableWorkerData): Promise<void> {
  await openFolder(folder)
  const server = dynalite({ path: folder, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
  // When a client hangs up while sending, dynalite throws. Its listener was set just before this one; it goes.
  server.on('request', (request) => request.removeAllListeners('error').on('error', () => request.destroy()))
  await once(server.listen(port, '127.0.0.1'), 'listening')
  parentPort?.once('message', () => stop(server))
  const address = server.address() as AddressInfo
  await ensureTables(shapes, address.port)
  say({ kind: 'listening', port: address.port })
}

async function ensureTables(shapes: readonly CreateTableInput[], port: number): Promise<void> {
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  for (const shape of shapes) await ensureTable(client, shape)
  client.destroy()
}

function stop(server: Server): void {
  server.close(() => process.exit())
  setTimeout(() => server.closeAllConnections(), stopTimeoutMs)
}

function say(message: TableWorkerMessage): void {
  parentPort?.postMessage(message)
}

try {
  await serveTables(workerData)
} catch (error) {
  if (!(error instanceof UserError)) throw error
  say({ kind: 'refused', code: error.code, message: error.message })
}

import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type MessagePort, parentPort } from 'node:worker_threads'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import dynalite from 'dynalite'
import db, { type Store } from 'dynalite/db/index.js'
import { UserError } from '../../user-error.ts'
import { createAddedOperations } from './added-operations.ts'
import type { CreateTableInput } from './create-table-input.ts'
import { deleteTables, ensureTable } from './ensure-table.ts'
import { openFolder } from './open-folder.ts'
import { guardRequests } from './table-guard.ts'

/** What `start-tables.ts` sends its worker first. */
export interface TableWorkerData {
  readonly inputs: readonly CreateTableInput[]
  readonly folder: string
  /** 0 for a free one. */
  readonly port: number
  /** The access keys that requests may be signed with, the run's own first; undefined for any. */
  readonly accessKeyIds: readonly string[] | undefined
}

/** What it asks of it then: to end, or to delete every row and every table that was not declared. */
export type TableWorkerRequest = 'stop' | 'empty'

/** Where the worker listens, or why it does not: once. Lines for the log: before and after. `emptied` answers `empty`. */
export type TableWorkerMessage =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'log'; readonly line: string }
  | { readonly kind: 'emptied' }

/** Requests that still run this long after `stop`, milliseconds, are cut off. */
const stopTimeoutMs = 1000

async function serveTables({ inputs, folder, port, accessKeyIds }: TableWorkerData): Promise<void> {
  const loss = await openFolder(folder)
  if (loss) send({ kind: 'log', line: loss })
  const { server, store } = startDynalite(folder)
  await once(server.listen(port, '127.0.0.1'), 'listening')
  const address = server.address() as AddressInfo
  const addOperations = () => createAddedOperations(store, (line) => send({ kind: 'log', line }))
  let findAdded = addOperations()
  guardRequests(server, {
    port: address.port,
    accessKeyIds,
    findAdded: (target, body) => findAdded(target, body),
  })
  const client = clientOf(address.port, accessKeyIds?.[0])
  for (const input of inputs) await ensureTable(client, input)
  client.destroy()

  async function empty(): Promise<void> {
    const own = clientOf(address.port, accessKeyIds?.[0])
    await deleteTables(own)
    for (const input of inputs) await ensureTable(own, input)
    own.destroy()
    // They remember the client tokens of transactions.
    findAdded = addOperations()
    send({ kind: 'emptied' })
  }

  let emptied = Promise.resolve()
  parentPort?.on('message', (request: TableWorkerRequest) => {
    if (request === 'stop') stop(server)
    else emptied = emptied.then(empty)
  })
  send({ kind: 'listening', port: address.port })
}

/** `dynalite()` gives its server alone; the store is seen where it makes it. */
function startDynalite(path: string): { server: Server; store: Store } {
  const { create } = db
  const stores: Store[] = []
  db.create = (options) => {
    const store = create(options)
    stores.push(store)
    return store
  }
  const server = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
  db.create = create
  return { server, store: stores[0] as Store }
}

function clientOf(port: number, accessKeyId = 'local'): DynamoDBClient {
  return new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'local',
    credentials: { accessKeyId, secretAccessKey: 'local' },
  })
}

function stop(server: Server): void {
  server.close(() => process.exit())
  setTimeout(() => server.closeAllConnections(), stopTimeoutMs)
}

function send(message: TableWorkerMessage): void {
  parentPort?.postMessage(message)
}

try {
  const [data]: TableWorkerData[] = await once(parentPort as MessagePort, 'message')
  await serveTables(data as TableWorkerData)
} catch (error) {
  if (!(error instanceof UserError)) throw error
  send({ kind: 'refused', code: error.code, message: error.message })
}

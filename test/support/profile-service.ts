import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel, Worker } from 'node:worker_threads'
import { startTables, type Tables } from '../../plugin/local/dynamodb/start-tables.ts'
import type { TableDefinition } from '../../plugin/service/service.ts'
import type { Claims } from '../../providers/index.ts'
import type { HttpEvent, HttpResponse } from '../../src/index.ts'
import { anEvent, identities, jsonBody } from './lambda.ts'
import type { Invocation } from './profile-worker.ts'

/** The service's table, as serverless.yml has it. */
const profileTable: TableDefinition = {
  logicalId: 'ProfileTable',
  tableName: 'profiles',
  properties: {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
  },
}

/** A person's access token that may delete. */
export const deleter: Claims = { ...identities.cognito.access, scope: 'openid claimcheck/profile.delete' }

/** What a caller sends. */
interface ProfileRequest {
  /** @default a person's id token, or for DELETE an access token with the scope */
  readonly claims?: Claims
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** What a caller gets; `body` is read from its JSON. */
export interface ProfileAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** The three functions on a table, called as the gateway calls them. */
export interface ProfileService {
  get(request?: ProfileRequest): Promise<ProfileAnswer>
  post(request?: ProfileRequest): Promise<ProfileAnswer>
  delete(request?: ProfileRequest): Promise<ProfileAnswer>
  /** Every line that the functions have logged. */
  log(): Promise<string>
  close(): Promise<void>
}

/** An embedded, empty table in a folder of its own, which `close` removes. */
export async function startProfileTable(): Promise<Tables> {
  const folder = await mkdtemp(join(tmpdir(), 'claimcheck-profiles-'))
  const { endpoint, close } = await startTables({ tables: [profileTable], folder, log: () => {} })
  return { endpoint, close: () => close().then(() => rm(folder, { recursive: true })) }
}

/**
 * Loads the three functions in a thread of their own, as Node runs them: Jest's realm has an `Error` that is not Node's,
 * which the AWS SDK does not know again.
 *
 * @param endpoint The table, or what stands in its place.
 */
export function startProfileService({ endpoint }: { readonly endpoint: string }): ProfileService {
  const worker = new Worker(new URL('./profile-worker.ts', import.meta.url), {
    stdout: true,
    env: {
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      CLAIMCHECK_PROVIDER: 'cognito',
      CLAIMCHECK_IDENTITY_SOURCE: '$request.header.Authorization',
      CLAIMCHECK_SCOPE_PREFIX: 'claimcheck/',
      PROFILE_TABLE: profileTable.tableName,
    },
  })
  const log = readLog(worker)
  let calls = 0
  const call = async (routeKey: string, request: ProfileRequest = {}) => {
    calls += 1
    return toAnswer(await invoke(worker, toEvent(routeKey, request)))
  }
  return {
    get: (request) => call('GET /profile', request),
    post: (request) => call('POST /profile', request),
    delete: (request) => call('DELETE /profile', { claims: deleter, ...request }),
    log: () => log(calls),
    close: async () => void (await worker.terminate()),
  }
}

function toEvent(routeKey: string, { claims, headers, body }: ProfileRequest): HttpEvent {
  const json = body === undefined ? {} : jsonBody(body)
  return anEvent({ ...json, routeKey, ...(claims && { claims }), headers: { ...json.headers, ...headers } })
}

async function invoke(worker: Worker, event: HttpEvent): Promise<HttpResponse> {
  const { port1, port2 } = new MessageChannel()
  worker.postMessage({ event, reply: port2 } satisfies Invocation, [port2])
  const [response] = await once(port1, 'message')
  port1.close()
  return response
}

function toAnswer({ statusCode, headers = {}, body }: HttpResponse): ProfileAnswer {
  return { status: statusCode, headers, body: body === undefined ? undefined : JSON.parse(body) }
}

/** Reads stdout until it holds the line of each of so many requests. */
function readLog(worker: Worker): (requests: number) => Promise<string> {
  let text = ''
  worker.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  return async (requests) => {
    while (text.split('"message":"request"').length <= requests) await once(worker.stdout, 'data')
    return text
  }
}

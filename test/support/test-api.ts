import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { AwsKey } from '../../authorizer/iam/signed-request.ts'
import type { RequestRecord } from '../../plugin/local/gateway/handle-request.ts'
import { startGateway } from '../../plugin/local/gateway/start-gateway.ts'
import type { FunctionHost, FunctionResult } from '../../plugin/local/lambda/start-functions.ts'
import type {
  LocalApiStage,
  LocalAuthorizer,
  LocalCors,
  LocalFunction,
  LocalRoute,
  LocalService,
} from '../../plugin/service/service.ts'

/** The folder of the small handlers that tests run. */
export const handlersDir = fileURLToPath(new URL('../fixtures/handlers', import.meta.url))

/** A service of routes only, to be filled in. */
export function aService(parts: Partial<LocalService> = {}): LocalService {
  const base = { name: 'test', stage: 'dev', region: 'eu-central-1', dir: handlersDir }
  return { ...base, functions: [], routes: [], cors: undefined, tables: [], notServed: [], ...parts }
}

/** A route to the function `answer`. */
export function aRoute(
  routeKey: string,
  authorizer?: LocalAuthorizer,
  scopes: readonly string[] = [],
): LocalRoute {
  return { routeKey, functionKey: 'answer', authorizer, scopes }
}

/** What a function got of the event, loosely: tests look into it. */
export interface SeenEvent {
  readonly version: string
  readonly routeKey: string
  readonly rawPath: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly isBase64Encoded: boolean
  readonly pathParameters?: Readonly<Record<string, string>>
  readonly queryStringParameters?: Readonly<Record<string, string>>
  readonly rawQueryString: string
  readonly cookies?: readonly string[]
  readonly requestContext: {
    readonly requestId: string
    readonly authorizer?: {
      readonly jwt: { readonly claims: Record<string, string>; readonly scopes: unknown }
      readonly [kind: string]: unknown
    }
    readonly http: Readonly<Record<string, string>>
    readonly [name: string]: unknown
  }
  readonly [name: string]: unknown
}

export interface StartTestApiOptions {
  readonly routes: readonly LocalRoute[]
  /** As the gateway sees them; whichever is called, `answer` answers. */
  readonly functions?: readonly LocalFunction[]
  readonly restRoutes?: readonly LocalRoute[]
  readonly cors?: LocalCors
  /** What the function becomes for an event. @default it returns `{ statusCode: 200 }` */
  readonly answer?: (event: SeenEvent) => FunctionResult | Promise<FunctionResult>
  /** What the function `auth` becomes: a Lambda authorizer. */
  readonly authorize?: (event: SeenEvent) => FunctionResult | Promise<FunctionResult>
  readonly apiStage?: LocalApiStage
  readonly awsKey?: AwsKey
  readonly authorizerTimeoutMs?: number
  readonly now?: () => number
  /** The clock of the cached keys. @default `now` */
  readonly elapsedMs?: () => number
  readonly integrationTimeoutMs?: number
}

/** A gateway before one function that lives in the test, and which sees what an instance would. */
export interface TestApi {
  readonly url: string
  readonly port: number
  /** The events that reached the function. */
  readonly events: SeenEvent[]
  /** Those that reached the Lambda authorizer. */
  readonly authorizerEvents: SeenEvent[]
  readonly records: RequestRecord[]
  readonly log: string[]
  /** Sends bytes as they stand and gives everything that comes back until the connection ends. */
  raw(text: string): Promise<string>
  close(): Promise<void>
}

export async function startTestApi(options: StartTestApiOptions): Promise<TestApi> {
  const { routes, cors, now, elapsedMs = now, integrationTimeoutMs, apiStage } = options
  const { awsKey, authorizerTimeoutMs, authorize } = options
  const { answer = () => returned({ statusCode: 200 }) } = options
  const events: SeenEvent[] = []
  const authorizerEvents: SeenEvent[] = []
  const records: RequestRecord[] = []
  const log: string[] = []
  const functions: FunctionHost = {
    async invoke(functionKey, event) {
      const seen: SeenEvent = JSON.parse(JSON.stringify(event))
      if (functionKey === 'auth' && authorize) {
        authorizerEvents.push(seen)
        return authorize(seen)
      }
      events.push(seen)
      return answer(seen)
    },
    async close() {},
  }
  const gateway = await startGateway({
    service: aService({
      routes,
      cors,
      ...(apiStage && { apiStage }),
      ...(options.functions && { functions: options.functions }),
      ...(options.restRoutes && { restRoutes: options.restRoutes }),
    }),
    functions,
    port: 0,
    host: '127.0.0.1',
    log: (line) => log.push(line),
    observe: (record) => records.push(record),
    ...(awsKey && { awsKey }),
    ...(authorizerTimeoutMs !== undefined && { authorizerTimeoutMs }),
    ...(now && { now }),
    ...(elapsedMs && { elapsedMs }),
    ...(integrationTimeoutMs !== undefined && { integrationTimeoutMs }),
  })
  return {
    url: gateway.url,
    port: gateway.port,
    events,
    authorizerEvents,
    records,
    log,
    raw: (text) => sendRaw(gateway.port, text),
    close: gateway.close,
  }
}

/** The outcome of a function that returned, its value passed through JSON as between processes. */
export function returned(value: unknown): FunctionResult {
  return { kind: 'returned', value: JSON.parse(JSON.stringify(value) ?? 'null') }
}

function sendRaw(port: number, text: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'))
  let received = ''
  socket.setEncoding('latin1')
  socket.on('data', (chunk) => {
    received += chunk
  })
  socket.on('end', () => resolve(received))
  socket.on('error', reject)
  return promise
}

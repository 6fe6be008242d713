import type { ServerlessFunction } from './serverless.ts'
import type { DeclaredEvent, LocalRoute, NotServed } from './service.ts'

type Functions = Readonly<Record<string, ServerlessFunction>>

/** What calls a function on AWS and does not run here. */
export interface OtherEvents {
  /** Routes of a REST API, each `notServed`. */
  readonly restRoutes: readonly LocalRoute[]
  readonly notServed: readonly NotServed[]
}

/** Reads every event but those of the HTTP API. Each kind is named once for a function. */
export function readOtherEvents(functions: Functions = {}): OtherEvents {
  const all = Object.entries(functions).map(([key, definition]) => ({ key, events: eventsOf(definition) }))
  return {
    restRoutes: all.flatMap(({ key, events }) =>
      events.flatMap(([kind, value]) => (kind === 'http' ? [restRoute(key, value)] : [])),
    ),
    notServed: all.flatMap(({ key, events }) => {
      const kinds = new Set(events.map(([kind]) => kind))
      kinds.delete('http')
      return [...kinds].map((kind) => describeEvent(kind, key))
    }),
  }
}

type ReadEvent = readonly [kind: string, value: unknown]

/** The events of a function, in their order; a function URL is one of them. */
export function readDeclaredEvents(definition: ServerlessFunction): DeclaredEvent[] {
  return allEventsOf(definition).map(([kind, value]) => {
    const source = sourceOf(kind, value)
    return source === undefined ? { kind } : { kind, source }
  })
}

/** `sqs: ARN`, `sqs: { arn: ARN }`, `s3: bucket`, `s3: { bucket: bucket }`. */
function sourceOf(kind: string, value: unknown): string | undefined {
  if (!['sqs', 'sns', 's3', 'stream'].includes(kind)) return undefined
  const { arn, bucket } = Object(value) as { arn?: unknown; bucket?: unknown }
  const named = [value, arn, bucket].find((each) => typeof each === 'string')
  // A topic may be given by its name alone.
  return typeof named === 'string' && (kind === 's3' || named.startsWith('arn:')) ? named : undefined
}

/** A function URL is a property of the function, and called like an event of it. */
function allEventsOf({ events = [], url }: ServerlessFunction): ReadEvent[] {
  const written = events.flatMap((event): ReadEvent[] =>
    typeof event === 'string' ? [[event, undefined]] : Object.entries(event),
  )
  return [...written, ...(url ? [['url', url] as const] : [])]
}

function eventsOf(definition: ServerlessFunction): ReadEvent[] {
  return allEventsOf(definition).filter(([kind]) => kind !== 'httpApi')
}

const apis: Readonly<Record<string, string>> = {
  websocket: 'WebSocket APIs do not run here',
  alb: 'load balancers do not run here',
  url: 'function URLs do not run here',
}

function describeEvent(kind: string, key: string): NotServed {
  return {
    name: `event ${kind} of ${key}`,
    reason: apis[kind] ?? 'nothing sends it on this machine',
    remedy: `Invoke it yourself, with npx claimcheck invoke ${key} or in the console, or test it on AWS.`,
  }
}

/** `GET /users`, `get users` and `{ method: any, path: users/{id} }` are all accepted by Serverless. */
function restRoute(functionKey: string, value: unknown): LocalRoute {
  const [textMethod = '', textPath = ''] = String(value).split(/\s+/)
  const { method = textMethod, path = textPath } = Object(value) as { method?: unknown; path?: unknown }
  const key = `${String(method).replace('*', 'any').toUpperCase()} /${String(path).replace(/^\//, '')}`
  const notServed = {
    name: `route ${key}`,
    reason: 'it belongs to a REST API (event http), and only HTTP API routes run here',
    remedy: 'Declare it as an httpApi event to serve it here, or test it on AWS.',
  }
  return { routeKey: key, functionKey, authorizer: undefined, scopes: [], notServed }
}

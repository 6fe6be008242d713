import type { RequestHeaders } from './request-headers.ts'
import type { RequestTarget } from './request-target.ts'

/** The account that local ARNs and events name: the one AWS uses in its own examples. */
export const localAccountId = '123456789012'

/** The stage that an API is called through. */
export interface ApiStage {
  /** `$default`, or the first segment of every path: `prod`. */
  readonly name: string
  readonly variables: Readonly<Record<string, string>>
}

/** A request that has come to a route, as plain data. */
export interface EventRequest {
  readonly requestId: string
  /** The client's or a new one; the authorizer's event and the function's have the same. */
  readonly traceId: string
  /** When it came, milliseconds since the epoch. */
  readonly nowMs: number
  /** Upper case. */
  readonly method: string
  readonly target: RequestTarget
  readonly headers: RequestHeaders
  readonly body: Buffer
  /** The client's address. */
  readonly sourceIp: string
  /** `GET /users/{id}`, `ANY /x/{proxy+}` or `$default`. */
  readonly routeKey: string
  /** Values of the route's variables by name, decoded. */
  readonly variables: ReadonlyMap<string, string>
  readonly apiStage: ApiStage
}

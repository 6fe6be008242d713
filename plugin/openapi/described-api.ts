import type { LocalAuthorizer } from '../../authorizer/authorizer.ts'
import type { SentRequirements } from '../handlers/requirements-messages.ts'

/** What the document says of a service: of one that is to be deployed, or of the local run. */
export interface DescribedApi {
  readonly title: string
  readonly version: string
  readonly description?: string | undefined
  /** An SPDX expression: `MIT`. */
  readonly license?: string | undefined
  readonly server: DescribedServer
  readonly cors: DescribedCors | undefined
  readonly routes: readonly DescribedRoute[]
}

export interface DescribedServer {
  readonly url: string
  readonly description?: string
  readonly variables?: Readonly<Record<string, { readonly default: string; readonly description?: string }>>
}

export interface DescribedCors {
  readonly allowOrigins: readonly string[]
  readonly allowMethods: readonly string[]
  readonly allowHeaders: readonly string[]
  readonly exposeHeaders: readonly string[]
  readonly allowCredentials: boolean
  readonly maxAgeSeconds: number | undefined
}

export interface DescribedRoute {
  /** `GET /profile`, `ANY /x/{proxy+}` or `$default`. */
  readonly routeKey: string
  readonly functionKey: string
  /** The function's description in serverless.yml. */
  readonly description?: string | undefined
  /** Undefined for an open route. */
  readonly guard: DescribedGuard | undefined
  /** One of which the route requires, as tokens carry them. */
  readonly scopes: readonly string[]
  /** What precedes the handler's plain scopes in tokens. */
  readonly scopePrefix: string
  /** Undefined for a handler that `createHandler` did not make. */
  readonly handler: SentRequirements | undefined
}

/** An authorizer; `other` for one that is not known here, such as one that is named by its id. */
export type DescribedGuard = LocalAuthorizer | { readonly kind: 'other'; readonly name: string }

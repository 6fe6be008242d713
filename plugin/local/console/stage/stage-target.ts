import type { ProviderName } from '../../../../providers/index.ts'
import type { LocalRoute } from '../../../service/service.ts'
import type { InspectedFunction } from '../server/console-api.ts'

/** The options of `serverless console`; what is missing comes from the stack's outputs. */
export interface ConsoleOptions {
  readonly issuer: string | undefined
  readonly clientId: string | undefined
  /** Without a slash at the end. */
  readonly apiUrl: string | undefined
  /** The list of the deployed authorizer. */
  readonly audience: readonly string[] | undefined
  readonly scopes: readonly string[] | undefined
}

/** A deployed API, and where users sign in for it. */
export interface StageTarget {
  /** Undefined where the issuer's URL does not show it. */
  readonly provider: ProviderName | undefined
  /** Exactly as in `iss`. */
  readonly issuer: string
  /** A public client that allows the console's address as redirect URL. */
  readonly clientId: string
  readonly scopes: readonly string[]
  /** Sent as `audience` when signing in, where the provider requires it. */
  readonly signInAudience: string | undefined
  /** Without a slash at the end. */
  readonly apiUrl: string
  /** With the deployed authorizers, as far as they are known. */
  readonly routes: readonly LocalRoute[]
  functions(): Promise<ReadonlyMap<string, InspectedFunction>>
}

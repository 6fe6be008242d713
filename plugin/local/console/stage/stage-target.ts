import type { ProviderName } from '../../../../providers/index.ts'
import type { LocalRoute } from '../../../service/service.ts'
import type { InspectedFunction } from '../server/console-api.ts'

/** A deployed API, and where people sign in for it. */
export interface StageTarget {
  /** Undefined where the issuer's URL does not tell. */
  readonly provider: ProviderName | undefined
  /** Exactly as in `iss`. */
  readonly issuer: string
  /** A public client that may end a sign-in at the console's address. */
  readonly clientId: string
  readonly scopes: readonly string[]
  /** Sent when signing in, where the provider wants to be told whom the token is for. */
  readonly signInAudience: string | undefined
  /** Without a slash at the end. */
  readonly apiUrl: string
  /** With the authorizers that are deployed, as far as can be told. */
  readonly routes: readonly LocalRoute[]
  functions(): Promise<ReadonlyMap<string, InspectedFunction>>
}

import type { JsonWebKey } from 'node:crypto'
import type { Explanation } from '../../../explain/explanation.ts'
import type { LocalRoute } from '../../../service/service.ts'
import type { TokenUse } from '../../issuer/tokens/sign-token.ts'
import type { RequestHistory } from './request-history.ts'

/** The API that the console looks at. */
export interface InspectedApi {
  readonly exchanges: RequestHistory
  /** Waits for the service to be read, at the start of a run. */
  routes(): Promise<readonly LocalRoute[]>
  /** What is known of each function by its key; takes a second or two, as handlers are bundled and loaded for it. */
  functions(): Promise<ReadonlyMap<string, InspectedFunction>>
  /** For an API that keeps its reasons to itself: what the gateway would say of this token on this route. */
  readonly explain?: (value: string | undefined, route: LocalRoute) => Promise<Explanation | undefined>
}

export interface InspectedFunction {
  /** JSON Schema of the body that the handler takes, where it says so. */
  readonly bodySchema: object | undefined
  /** Undefined for a function that reads no principal. */
  readonly readPrincipal: ((event: object) => unknown) | undefined
}

/** What the console's server side works with. */
export interface ConsoleServer extends InspectedApi {
  /** Without a slash at the end. */
  readonly apiUrl: string
  /** The people who have an account at the issuer; absent where the issuer is not ours. */
  readonly people?: People
  /** The issuer's private keys, to break tokens with; none where the issuer is not ours. */
  readonly issuerKeys: readonly (JsonWebKey & { readonly kid: string })[]
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export interface People {
  /** E-mail addresses. */
  list(): readonly string[]
  /** A token for one of them, as a sign-in would give it. */
  token(email: string, use: TokenUse): Promise<string>
}

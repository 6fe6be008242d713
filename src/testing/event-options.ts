import type { Claims, Principal } from '../../providers/index.ts'

/** What a request is made of. At most one of `token`, `claims` and `principal`; none of them: an open route. */
export interface EventOptions {
  /** A signed JWT, without `Bearer`. It is sent in the `authorization` header, and its claims are passed on as text. */
  readonly token?: string | undefined
  /** Claims that the authorizer passed on; there is no `authorization` header then. */
  readonly claims?: Claims | undefined
  /** The same with the claims of a principal, as `mockPrincipal` makes it. */
  readonly principal?: Pick<Principal, 'claims'> | undefined
  /** The values of the route's variables, not encoded: `{ id: '42' }` for `/notes/{id}`. */
  readonly path?: Readonly<Record<string, string>> | undefined
  /** Not encoded; a list repeats the name. */
  readonly query?: Readonly<Record<string, string | readonly string[]>> | undefined
  /** Names in any case; a list is several lines of one name. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>> | undefined
  /** Text and bytes are sent as they are, anything else as JSON with its content type. @default no body */
  readonly body?: unknown
  /** The method of the request on a route of `ANY`. */
  readonly method?: string | undefined
  /** The payload format. @default '2.0' */
  readonly format?: '2.0' | '1.0' | undefined
  /** When the request arrived, milliseconds since the epoch. @default now */
  readonly now?: number | undefined
}

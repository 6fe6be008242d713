/** What a caller sends. `accessToken` belongs to a user; `machineToken` is that of a client on its own. */
export const callers = ['noToken', 'idToken', 'accessToken', 'machineToken'] as const
export type CallerKind = (typeof callers)[number]

/** What becomes of a request: let through, refused with this status, or decided by something that is not known here. */
export type Cell =
  | ({ readonly kind: 'allowed' } & Needs)
  | { readonly kind: 'refused'; readonly status: 401 | 403 }
  | { readonly kind: 'unknown'; readonly by: string }

/** What the token must hold besides. Absent: nothing. */
export interface Needs {
  /** One of these lists, and all of each. */
  readonly scopes?: readonly (readonly string[])[]
  /** One of them. */
  readonly groups?: readonly string[]
  /** All of them. */
  readonly permissions?: readonly string[]
}

export interface AccessRow extends Readonly<Record<CallerKind, Cell>> {
  readonly routeKey: string
}

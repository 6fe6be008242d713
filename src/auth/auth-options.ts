import type { AccessPrincipal, Principal, TokenUse } from '../../providers/index.ts'
import { assertKnownOptions } from '../assert-known-options.ts'
import { isScopeToken } from '../http/challenge.ts'

/** Who may call. What is left out is not checked; an empty list is a mistake and throws on load. */
export interface AuthOptions<
  Use extends TokenUse = TokenUse,
  Kind extends Principal['kind'] = Principal['kind'],
  Scopes extends readonly string[] | undefined = readonly string[] | undefined,
> {
  /** The kind of token that the caller must have sent. `scopes` implies `access`. */
  readonly tokenUse?: Use
  /**
   * `user`: certainly a person who signed in. `client`: anyone else, as after a client credentials grant (RFC 6749, 4.4), a CI job or
   * a service account. What shows a person is in docs/reference/principal.md.
   */
  readonly kind?: Kind
  /** Plain names without the scope prefix, **all** of which the token must have. (A route's `authorizationScopes` require any one.) */
  readonly scopes?: Scopes & (Use extends 'id' ? never : unknown)
  /** Groups of which the caller must be in **at least one**. */
  readonly groups?: readonly string[]
  /** Permissions (Auth0 RBAC), **all** of which the caller must have. */
  readonly permissions?: readonly string[]
}

/** The callers that pass `auth`. Requiring scopes leaves access tokens only. */
export type PrincipalFor<
  Use extends TokenUse,
  Kind extends Principal['kind'],
  Scopes extends readonly string[] | undefined,
> = OfKind<Scopes extends readonly string[] ? AccessPrincipal : Extract<Principal, { tokenUse: Use }>, Kind>

type OfKind<Caller, Kind> = [Principal['kind']] extends [Kind] ? Caller : Caller & { readonly kind: Kind }

const lists = ['scopes', 'groups', 'permissions'] as const
const known = ['tokenUse', 'kind', ...lists]

/**
 * Rejects requirements that say nothing or that no token can meet, when the chain is built and not on a request.
 *
 * @throws {TypeError} naming the option.
 */
export function assertAuthOptions(options: AuthOptions): void {
  assertKnownOptions('auth', options, known)
  assertOneOf('auth.tokenUse', options.tokenUse, ['id', 'access'])
  assertOneOf('auth.kind', options.kind, ['user', 'client'])
  for (const name of lists) assertNames(name, options[name])
  assertScopes(options.scopes ?? [])
  if (options.tokenUse === 'id') assertPossibleForIdToken(options)
}

/** @throws {TypeError} naming the option and what it may be; undefined is fine. */
export function assertOneOf(name: string, value: unknown, values: readonly string[]): void {
  if (value === undefined || values.includes(value as string)) return
  throw new TypeError(`${name} must be ${values.map((each) => JSON.stringify(each)).join(' or ')}.`)
}

function assertNames(name: string, value: unknown): void {
  if (value === undefined) return
  const good = Array.isArray(value) && value.length > 0 && value.every(isName)
  if (!good)
    throw new TypeError(`auth.${name} must be a list of one or more names. Leave it out to check none.`)
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function assertScopes(scopes: readonly string[]): void {
  const bad = scopes.find((scope) => !isScopeToken(scope))
  if (bad === undefined) return
  throw new TypeError(
    `auth.scopes: ${JSON.stringify(bad)} is not a single scope. List each on its own (RFC 6749, 3.3).`,
  )
}

function assertPossibleForIdToken({ kind, scopes, permissions }: AuthOptions): void {
  if (kind === 'client') throw new TypeError('auth.kind: machine-to-machine clients never have an id token.')
  if (scopes || permissions) {
    throw new TypeError(
      'auth: an id token has neither scopes nor permissions. Require an access token, or groups.',
    )
  }
}

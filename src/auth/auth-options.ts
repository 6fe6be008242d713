import type { Principal, TokenUse } from '../../providers/index.ts'
import { assertKnownOptions } from '../assert-known-options.ts'
import { isScopeToken } from '../http/challenge.ts'

/** Who may call. What is left out is not asked for; an empty list is a mistake and refused at start. */
export interface AuthOptions<
  Use extends TokenUse = TokenUse,
  Kind extends Principal['kind'] = Principal['kind'],
  Scopes extends readonly string[] | undefined = readonly string[] | undefined,
> {
  /** The token that the caller must have sent. `scopes` demands an access token by itself. */
  readonly tokenUse?: Use
  /** `user`: a person. `client`: a client by itself, as after a client credentials grant. */
  readonly kind?: Kind
  /** Plain names, **all** of which the token must have. (A route's `authorizationScopes` ask for any one.) */
  readonly scopes?: Scopes & (Use extends 'id' ? never : unknown)
  /** Groups of which the caller must be in **at least one**. */
  readonly groups?: readonly string[]
  /** Permissions (Auth0 RBAC), **all** of which the caller must have. */
  readonly permissions?: readonly string[]
}

const lists = ['scopes', 'groups', 'permissions'] as const
const known = ['tokenUse', 'kind', ...lists]

/**
 * Refuses demands that say nothing or that no token can meet, when the chain is built and not on a request.
 *
 * @throws {TypeError} naming the option.
 */
export function refuseMistakes(options: AuthOptions): void {
  assertKnownOptions('auth', options, known)
  refuseOther('tokenUse', options.tokenUse, ['id', 'access'])
  refuseOther('kind', options.kind, ['user', 'client'])
  for (const name of lists) refuseBadList(name, options[name])
  refuseBadScopes(options.scopes ?? [])
  if (options.tokenUse === 'id') refuseOfIdToken(options)
}

function refuseOther(name: string, value: unknown, values: readonly string[]): void {
  if (value === undefined || values.includes(value as string)) return
  throw new TypeError(`auth.${name}: found another value, want ${values.join(' or ')}.`)
}

function refuseBadList(name: string, value: unknown): void {
  if (value === undefined) return
  const good = Array.isArray(value) && value.length > 0 && value.every(isName)
  if (!good) throw new TypeError(`auth.${name}: want a list of one or more names, or leave it out.`)
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function refuseBadScopes(scopes: readonly string[]): void {
  const bad = scopes.find((scope) => !isScopeToken(scope))
  if (bad === undefined) return
  throw new TypeError(
    `auth.scopes: ${JSON.stringify(bad)} is not one scope. Name each by itself (RFC 6749, 3.3).`,
  )
}

function refuseOfIdToken({ kind, scopes, permissions }: AuthOptions): void {
  if (kind === 'client') throw new TypeError('auth.kind: a client by itself never has an id token.')
  if (scopes || permissions) {
    throw new TypeError(
      'auth: an id token has neither scopes nor permissions. Ask for an access token, or for groups.',
    )
  }
}

import type { IssuerProfile, IssuerUser, TokenClaims } from '../providers/issuer-profile.ts'
import { fullScopeName } from './scope-names.ts'

/** A user as an issuer keeps them. */
export interface UserAccount {
  /** UUID. */
  readonly id: string
  readonly email: string
  readonly groups: readonly string[]
  /** Plain names of the scopes that the user may have. Absent: all that are on offer. */
  readonly permissions?: readonly string[] | undefined
  /** @default made of the email */
  readonly name?: string | undefined
  /** Custom claims. @default none */
  readonly claims?: TokenClaims | undefined
  /** Seconds since the epoch. */
  readonly updatedAt: number
}

/**
 * A user as tokens show them. Sign-up asks for no name, so it is derived from the email: `ada.lovelace@example.com` is
 * Ada Lovelace.
 *
 * @param scopes the custom scopes on offer, plain names: what the user may do at most.
 */
export function toIssuerUser(user: UserAccount, scopes: readonly string[]): IssuerUser {
  const words = user.name === undefined ? nameWords(user.email) : user.name.split(/\s+/)
  return {
    id: user.id,
    email: user.email,
    name: user.name ?? (words.join(' ') || user.email),
    givenName: words[0] ?? user.email,
    familyName: words.length > 1 ? words.at(-1) : undefined,
    claims: user.claims,
    groups: user.groups,
    permissions: permissionsOf(user, scopes),
    updatedAt: user.updatedAt,
  }
}

/** The scopes on offer that the user may have: all, unless the user holds a choice of them. */
export function permissionsOf({ permissions }: UserAccount, scopes: readonly string[]): readonly string[] {
  return permissions ? scopes.filter((scope) => permissions.includes(scope)) : scopes
}

/** Which of these scopes (full names) the user may have: not those of the service that were taken from the user. */
export function permittedScopes(
  context: { readonly profile: IssuerProfile; readonly scopes: readonly string[] },
  user: UserAccount,
  scopes: readonly string[],
): string[] {
  const held = permissionsOf(user, context.scopes)
  const withheld = context.scopes
    .filter((scope) => !held.includes(scope))
    .map((scope) => fullScopeName(context, scope))
  return scopes.filter((scope) => !withheld.includes(scope))
}

function nameWords(email: string): string[] {
  const local = email.slice(0, email.lastIndexOf('@'))
  const words = local.split(/[._+-]+/).filter(Boolean)
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
}

import type { IssuerUser } from '../../../../providers/issuer-profile.ts'
import { fullScopeName, type IssuerContext } from '../issuer-context.ts'
import type { LocalUser } from './user-store.ts'

/**
 * A local user as tokens show them. Sign-up asks for no name, so it is derived from the email: `ada.lovelace@example.com` is
 * Ada Lovelace.
 *
 * @param scopes the custom scopes on offer, plain names: what the user may do at most.
 */
export function toIssuerUser(user: LocalUser, scopes: readonly string[]): IssuerUser {
  const words = nameWords(user.email)
  return {
    id: user.id,
    email: user.email,
    name: words.join(' ') || user.email,
    givenName: words[0] ?? user.email,
    familyName: words.length > 1 ? words.at(-1) : undefined,
    groups: user.groups,
    permissions: permissionsOf(user, scopes),
    updatedAt: user.updatedAt,
  }
}

/** The scopes on offer that the user may have: all, unless the user holds a choice of them. */
export function permissionsOf({ permissions }: LocalUser, scopes: readonly string[]): readonly string[] {
  return permissions ? scopes.filter((scope) => permissions.includes(scope)) : scopes
}

/** Which of these scopes (full names) the user may have: not those of the service that were taken from the user. */
export function permittedScopes(
  context: Pick<IssuerContext, 'profile' | 'scopes'>,
  user: LocalUser,
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

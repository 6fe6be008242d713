import type { IssuerUser } from '../../providers/issuer-shape.ts'
import type { LocalUser } from './user-store.ts'

/**
 * A local user as tokens show them. Sign-up asks for no name, so one is made of the e-mail: `ada.lovelace@example.com` is
 * Ada Lovelace.
 *
 * @param permissions what every local user may do: plain scope names.
 */
export function toIssuerUser(user: LocalUser, permissions: readonly string[]): IssuerUser {
  const words = nameWords(user.email)
  return {
    id: user.id,
    email: user.email,
    name: words.join(' ') || user.email,
    givenName: words[0] ?? user.email,
    familyName: words.length > 1 ? words.at(-1) : undefined,
    groups: user.groups,
    permissions,
    updatedAt: user.updatedAt,
  }
}

function nameWords(email: string): string[] {
  const local = email.slice(0, email.lastIndexOf('@'))
  const words = local.split(/[._+-]+/).filter(Boolean)
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
}

/** A local user as a program sees it: without the password. */
export interface UserDocument {
  /** Lower case. */
  readonly email: string
  readonly groups: readonly string[]
  /** Plain names of scopes; null for all that the service has. */
  readonly permissions: readonly string[] | null
  /** Custom claims, whether the provider issues them or not. */
  readonly claims: Readonly<Record<string, unknown>>
  /** Whether the user can sign in with a password. */
  readonly hasPassword: boolean
  /** `claimcheck.users.yml` for a user of that file, else null. */
  readonly declaredIn: string | null
}

interface StoredUser extends Pick<UserDocument, 'email' | 'groups' | 'hasPassword'> {
  readonly permissions?: readonly string[] | undefined
  readonly claims?: UserDocument['claims'] | undefined
  readonly declaredIn?: string
}

export function toDocument(user: StoredUser): UserDocument {
  const { email, groups, permissions = null, claims = {}, hasPassword, declaredIn = null } = user
  return { email, groups, permissions, claims, hasPassword, declaredIn }
}

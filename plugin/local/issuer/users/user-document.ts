/** A local user as a program sees it: without the password. */
export interface UserDocument {
  /** Lower case. */
  readonly email: string
  readonly groups: readonly string[]
  /** Plain names of scopes; null for all that the service has. */
  readonly permissions: readonly string[] | null
  /** Whether the user can sign in with a password. */
  readonly hasPassword: boolean
}

interface StoredUser extends Pick<UserDocument, 'email' | 'groups'> {
  readonly permissions?: readonly string[] | undefined
  readonly passwordHash?: string | undefined
}

export function toDocument({ email, groups, permissions, passwordHash }: StoredUser): UserDocument {
  return { email, groups, permissions: permissions ?? null, hasPassword: passwordHash !== undefined }
}

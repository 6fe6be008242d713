import { createHash, randomUUID } from 'node:crypto'
import type { IssuerProfile, IssuerUser, TokenFacts } from '../providers/issuer-profile.ts'

/** Who issues tokens, and when. */
export interface TokenSource {
  readonly profile: IssuerProfile
  /** Exactly as in `iss`. */
  readonly issuer: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export interface Granted<User extends IssuerUser | undefined> {
  readonly grant: TokenFacts['grant']
  readonly clientId: string
  /** Absent when the client acts for itself. */
  readonly user: User
  /** Granted scopes, full names. */
  readonly scopes: readonly string[]
  /** Seconds since the epoch; default: now. */
  readonly authTime: number | undefined
  /** The same for every token of one sign-in. */
  readonly sessionId: string
}

/** What a token of this grant says, before the vendor's form is put on it. */
export function tokenFacts<User extends IssuerUser | undefined>(
  { issuer, now }: Pick<TokenSource, 'issuer' | 'now'>,
  granted: Granted<User>,
): TokenFacts & { readonly user: User } {
  const issuedAt = Math.floor(now() / 1_000)
  return { issuer, ...granted, issuedAt, authTime: granted.authTime ?? issuedAt, tokenId: randomUUID() }
}

/** A UUID that is the same for the same text: vendors' session ids are UUIDs, those of the protocol library are not. */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

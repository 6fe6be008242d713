import { createHash, randomUUID } from 'node:crypto'
import type { TokenFacts } from '../../providers/issuer-shape.ts'
import { type IssuerContext, nowSeconds } from './issuer-context.ts'
import { toIssuerUser } from './issuer-user.ts'
import type { LocalUser } from './local-user.ts'

export interface SignIn {
  readonly user: LocalUser
  /** Granted scopes as on the wire. */
  readonly scopes: readonly string[]
  /** Seconds since the epoch; default: now. */
  readonly authTime: number | undefined
  /** The same for every token of one sign-in. */
  readonly sessionId: string
}

/** What a token of this sign-in says, before the vendor's form is put on it. */
export function tokenFacts(context: IssuerContext, signIn: SignIn) {
  const issuedAt = nowSeconds(context)
  return {
    issuer: context.issuer,
    clientId: context.shape.clientId,
    user: toIssuerUser(signIn.user, context.scopes),
    scopes: signIn.scopes,
    issuedAt,
    authTime: signIn.authTime ?? issuedAt,
    tokenId: randomUUID(),
    sessionId: signIn.sessionId,
  } satisfies TokenFacts
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

import type { JwtAuthorizer } from '../authorizer.ts'
import type { TokenCheck } from '../refusal.ts'
import type { JsonObject } from '../strict-json.ts'

/** A good token, decoded, that a broken one is made from. */
export interface GoodToken {
  readonly text: string
  readonly header: JsonObject
  readonly claims: JsonObject
}

/** What `make` works with. */
export interface TokenContext {
  readonly authorizer: JwtAuthorizer
  /** Seconds since the epoch. */
  readonly now: number
  /** Signs header and claims as they are with the issuer's key; members that are undefined are left out. */
  sign(header: Members, claims: Members): string
  /** The same with a key that no issuer has published. */
  signElsewhere(header: Members, claims: Members): string
}

export type Members = Readonly<Record<string, unknown>>

/** One way to break a token, and the check that should refuse it. */
export interface BrokenToken<Id extends string = string> {
  /** Stays the same between releases. */
  readonly id: Id
  readonly title: string
  /** The check that refuses it. */
  readonly check: TokenCheck
  /** The sections of docs/guide/refusals.md that may explain it; which one depends on the token's provider. */
  readonly fixes: readonly string[]
  /** Whether it needs the issuer's private key; not offered where the issuer is not part of this run. */
  readonly needsIssuer: boolean
  /** The value for the identity source, `Bearer ` included; undefined for none. */
  readonly make: (good: GoodToken, context: TokenContext) => string | undefined
}

import type { TokenCheck } from '../../../authorizer/refusal.ts'
import type { JsonObject } from '../../../authorizer/strict-json.ts'
import type { LocalAuthorizer } from '../../../service/service.ts'

/** A good token, taken apart, that a broken one is made from. */
export interface GoodToken {
  readonly text: string
  readonly header: JsonObject
  readonly claims: JsonObject
}

/** What a recipe works with. */
export interface Tools {
  readonly authorizer: LocalAuthorizer
  /** Seconds since the epoch. */
  readonly now: number
  /** Signs header and claims as they are, whatever they say, with the issuer's key; undefined takes a member away. */
  sign(header: Members, claims: Members): string
  /** The same with a key that no issuer has published. */
  signElsewhere(header: Members, claims: Members): string
}

export type Members = Readonly<Record<string, unknown>>

/** How to break a token, and which check is to notice it. */
export interface BrokenToken {
  /** Stays the same between releases. */
  readonly id: string
  readonly title: string
  /** The check that refuses it. */
  readonly check: TokenCheck
  /** The sections of docs/refusals.md that its fix is told in; which of them depends on whose token it was. */
  readonly fixes: readonly string[]
  /** Whether only the issuer can make it: then there is none for an issuer that is not ours. */
  readonly needsIssuer: boolean
  /** What is put into the identity source; undefined for nothing. */
  readonly make: (good: GoodToken, tools: Tools) => string | undefined
}

export interface RecipeGroup {
  readonly title: string
  readonly recipes: readonly BrokenToken[]
}

import type { Claims, ClaimsSource } from './principal.ts'

/** What one provider's rules read a principal from. */
export interface ReaderInput {
  /** Without a prototype. */
  readonly claims: Claims
  readonly claimsSource: ClaimsSource
  /** `typ` of the token's header; absent where only the gateway's text is at hand. */
  readonly headerType?: string | undefined
  /** The gateway's own reading of the token's scopes, used where the claims state none. */
  readonly gatewayScopes: readonly string[]
  /** What stands before a scope's plain name on the wire; may be empty. */
  readonly scopePrefix: string
  /** The claim that holds groups, where the tenant chooses its name. */
  readonly groupsClaim: string | undefined
}

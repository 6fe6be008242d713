import type { IssuerShape } from '../../providers/issuer-shape.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { UserStore } from './user-store.ts'

/** What every part of the running issuer needs to know. */
export interface IssuerContext {
  readonly shape: IssuerShape
  /** Exactly as in `iss`. */
  readonly issuer: string
  /** Origin of issuer and console. */
  readonly url: string
  readonly apiUrl: string
  /** The custom scopes on offer, plain names. */
  readonly scopes: readonly string[]
  readonly users: UserStore
  readonly keys: SigningKeys
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly log: (line: string) => void
}

/** Scopes of OpenID Connect that every vendor knows; they take no prefix. */
export const openIdScopes = ['openid', 'profile', 'email'] as const

/** A custom scope as the token has it: with the vendor's prefix. */
export function wireScope({ shape }: Pick<IssuerContext, 'shape'>, scope: string): string {
  return `${shape.scopePrefix}${scope}`
}

export function nowSeconds({ now }: Pick<IssuerContext, 'now'>): number {
  return Math.floor(now() / 1000)
}

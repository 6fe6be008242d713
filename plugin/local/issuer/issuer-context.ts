import type { IssuerProfile } from '../../../providers/issuer-profile.ts'
import type { SigningKeys } from './tokens/signing-keys.ts'
import type { UserStore } from './users/user-store.ts'

/** What every part of the running issuer needs to know. */
export interface IssuerContext {
  readonly profile: IssuerProfile
  /** Exactly as in `iss`. */
  readonly issuer: string
  /** Origin of issuer and console. */
  readonly url: string
  readonly apiUrl: string
  /** Origins of further consoles that users may sign in from. */
  readonly otherConsoles?: readonly string[] | undefined
  /** The custom scopes on offer, plain names. */
  readonly scopes: readonly string[]
  readonly users: UserStore
  readonly keys: SigningKeys
  /** Of the machine client. */
  readonly machineSecret: string
  /** The secret of this run: for `/_claimcheck`, the console and the users. */
  readonly key: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly log: (line: string) => void
}

/** Scopes of OpenID Connect that every vendor knows; they take no prefix. */
export const openIdScopes = ['openid', 'profile', 'email'] as const

/**
 * A custom scope as the token has it: with the vendor's prefix, unless it comes with that of another resource server
 * (`orders-api/orders.read`; a Cognito scope's own name has no slash) or is the vendor's own (`aws.cognito.signin.user.admin`).
 */
export function fullScopeName({ profile }: Pick<IssuerContext, 'profile'>, scope: string): string {
  return scope.includes('/') || vendorScopes.has(scope) ? scope : `${profile.scopePrefix}${scope}`
}

const vendorScopes: ReadonlySet<string> = new Set(['phone', 'aws.cognito.signin.user.admin', ...openIdScopes])

export function nowSeconds({ now }: Pick<IssuerContext, 'now'>): number {
  return Math.floor(now() / 1000)
}

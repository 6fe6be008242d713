import {
  type AccessPrincipal,
  type IdPrincipal,
  type ProviderName,
  readPrincipal,
  toStringClaims,
} from '../../providers/index.ts'
import type { Claims, Principal } from '../../providers/principal.ts'
import { claimsOf } from '../../tokens/mint-token.ts'
import { type IssuerSettings, issuerOf, profileOf } from './issuer-settings.ts'
import { TestKitError } from './test-kit-error.ts'
import { unsignedToken } from './unsigned-token.ts'
import { toMintOptions, type UserTokenOptions } from './users.ts'

export interface MockPrincipalOptions
  extends UserTokenOptions,
    Pick<IssuerSettings, 'issuer' | 'scopePrefix' | 'groupsClaim'> {
  /** Whose form the claims take. @default 'oidc' */
  readonly provider?: ProviderName | undefined
  /** @default 'access' */
  readonly tokenUse?: 'id' | 'access' | undefined
  /** `client` acts for itself, with an access token. @default 'user' */
  readonly kind?: 'user' | 'client' | undefined
  /** The caller within the issuer. @default made of the user's email, in the provider's form */
  readonly subject?: string | undefined
  /** When the token was issued, milliseconds since the epoch. @default now */
  readonly nowMs?: number | undefined
}

/**
 * A principal as a handler would get it, for tests of what lies under a handler. Its claims are those of the provider's token, so that
 * `eventFor` and `call` take it as their `principal`.
 *
 * @throws {TestKitError} `ERR_PROVIDER_UNKNOWN`, `ERR_ISSUER_INVALID`, or `ERR_CLAIM_NEVER_ISSUED` for a setting that the provider does not have.
 */
export function mockPrincipal(options: MockPrincipalOptions & { readonly tokenUse: 'id' }): IdPrincipal
export function mockPrincipal(
  options?: MockPrincipalOptions & { readonly tokenUse?: 'access' },
): AccessPrincipal
export function mockPrincipal(options: MockPrincipalOptions = {}): IdPrincipal | AccessPrincipal {
  const { provider = 'oidc', tokenUse = 'access', kind = 'user', nowMs = Date.now() } = options
  const profile = profileOf(provider, options)
  const { scopePrefix, groupsClaim } = profile
  const source = {
    profile,
    issuer: issuerOf(profile, options),
    now: () => nowMs,
  }
  const asked = toMintOptions(profile, tokenUse, options, nowMs)
  const minted = claimsOf(source, kind === 'client' ? { ...asked, use: 'access', user: undefined } : asked)
  const read = (claims: Claims) =>
    readPrincipal(identityOf(claims), { provider, scopePrefix, groupsClaim, identitySource })
  const { subject } = options
  if (subject === undefined) return assertFits(read({ ...minted, ...asked.claims }), tokenUse, kind)
  const made = read(minted).subject
  const renamed = Object.entries(minted).map(([name, value]) => [name, value === made ? subject : value])
  return assertFits(read({ ...Object.fromEntries(renamed), ...asked.claims }), tokenUse, kind)
}

const identitySource = '$request.header.Authorization'

/** As the gateway passes it on, with the token in its header: so the claims keep their types. */
function identityOf(claims: Claims) {
  const stated: Claims = JSON.parse(JSON.stringify(claims))
  const authorization = `Bearer ${unsignedToken(stated)}`
  return { claims: toStringClaims(stated), scopes: null, authorization }
}

/** Subject and claims may say something else than the options: at Auth0 only a subject with `|` is a user. */
function assertFits<Read extends Principal>(principal: Read, tokenUse: string, kind: string): Read {
  const isClient = kind === 'client'
  if (principal.kind === kind && (isClient || principal.tokenUse === tokenUse)) return principal
  throw new TestKitError(
    'ERR_PRINCIPAL_CONTRADICTS',
    `With this subject and these claims, a handler reads the ${principal.tokenUse} token of a ${principal.kind} at ${principal.provider}, ` +
      `not the ${tokenUse} token of a ${kind}. Change subject, claims, tokenUse or kind.`,
  )
}

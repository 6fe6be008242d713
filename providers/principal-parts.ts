import { ClaimsError } from './claims-error.ts'
import type { AccessPrincipal, Claims, ClaimsSource, IdPrincipal, TokenUse } from './principal.ts'
import { readFlag, readText, requireSeconds, requireText } from './read-claim.ts'
import { type Names, readList, readNamesAt, readWords } from './read-list.ts'

/** What one provider's rules read a principal from. */
export interface ReaderInput {
  /** Without a prototype. */
  readonly claims: Claims
  readonly claimsSource: ClaimsSource
  /** `typ` of the token's header; absent where only the gateway's text is available. */
  readonly headerType?: string | undefined
  /** The gateway's own reading of the token's scopes, used where the claims state none. */
  readonly gatewayScopes: readonly string[]
  /** What comes before a scope's plain name on the wire; may be empty. */
  readonly scopePrefix: string
  /** The claim that holds groups, where the issuer chooses its name: see `readNamesAt`. */
  readonly groupsClaim: string | undefined
  /** What the deploy says the issuer's tokens are; read by provider `oidc` where a token does not say it. */
  readonly tokenUse?: TokenUse | undefined
}

/** What every principal has, whichever token it came in. */
export type BasePrincipal = Omit<AccessPrincipal, 'tokenUse' | 'kind' | 'username' | 'scopes'>

export interface BasePrincipalOptions {
  readonly provider: string
  /** The caller within the issuer. Default: the claim `sub`. */
  readonly subject?: string | undefined
  readonly clientId: string | undefined
  /** The claim that holds groups; none without it. */
  readonly groupsClaim?: string | undefined
  /** The claim that holds permissions; none without it. */
  readonly permissionsClaim?: string | undefined
}

/**
 * Reads what all tokens share.
 *
 * @throws {ClaimsError} `ERR_CLAIM_MISSING` or `ERR_CLAIM_MALFORMED` for `iss`, `sub`, `iat` and `exp`,
 * `ERR_ISSUER_UNSUPPORTED` for an issuer that is no issuer identifier.
 */
export function readBasePrincipal(input: ReaderInput, options: BasePrincipalOptions): BasePrincipal {
  const { claims, claimsSource } = input
  const issuer = readIssuer(input)
  const subject = options.subject ?? requireText(claims, 'sub')
  const groups = readNamesAt(claims, options.groupsClaim)
  const permissions = readNamesAt(claims, options.permissionsClaim)
  return {
    provider: options.provider,
    issuer,
    subject,
    key: `${issuer}#${subject}`,
    audience: readList(claims, 'aud'),
    clientId: options.clientId,
    groups: groups.names,
    permissions: permissions.names,
    ambiguous: [
      ...ifAmbiguous(groups, 'groups' as const),
      ...ifAmbiguous(permissions, 'permissions' as const),
    ],
    issuedAt: requireSeconds(claims, 'iat'),
    expiresAt: requireSeconds(claims, 'exp'),
    claims,
    claimsSource,
  }
}

/**
 * The issuer, exactly as signed.
 *
 * An issuer identifier has no fragment (OpenID Connect Discovery section 3), so the first `#` of a principal's key
 * ends the issuer, and two principals never share a key. One with a `#` is refused.
 *
 * @throws {ClaimsError} `ERR_CLAIM_MISSING`, `ERR_CLAIM_MALFORMED` or `ERR_ISSUER_UNSUPPORTED`.
 */
export function readIssuer({ claims }: ReaderInput): string {
  const issuer = requireText(claims, 'iss')
  if (!issuer.includes('#')) return issuer
  throw new ClaimsError('ERR_ISSUER_UNSUPPORTED', 'The claim iss has a fragment, which no issuer URL has.')
}

/** `aud` of an id token, which is the client's id: OpenID Connect Core section 2. */
export function readSoleAudience({ claims }: ReaderInput): string | undefined {
  const audience = readList(claims, 'aud')
  return audience.length === 1 ? audience[0] : undefined
}

/** The principal of an id token: a user, with what the token says about them. */
export function idPrincipal(
  { claims }: ReaderInput,
  base: BasePrincipal,
  usernameClaim: string,
): IdPrincipal {
  return {
    ...base,
    tokenUse: 'id',
    kind: 'user',
    username: readText(claims, usernameClaim),
    email: readText(claims, 'email'),
    emailVerified: readFlag(claims, 'email_verified'),
    name: readText(claims, 'name'),
    picture: readText(claims, 'picture'),
  }
}

/**
 * Scopes by their plain names: the prefix is taken off where it is present, and scopes without it stay as they are.
 * So with a prefix, an API's own scope should not be called like a standard one, such as `email` or `profile`.
 */
export function readScopes(input: ReaderInput, claim: string): string[] {
  const stated = readWords(input.claims, claim)
  const { scopePrefix } = input
  return (stated.length > 0 ? stated : input.gatewayScopes).map((scope) =>
    scope.startsWith(scopePrefix) && scope !== scopePrefix ? scope.slice(scopePrefix.length) : scope,
  )
}

function ifAmbiguous<List>({ ambiguous }: Names, list: List): List[] {
  return ambiguous ? [list] : []
}

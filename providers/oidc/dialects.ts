import { ClaimsError } from '../claims-error.ts'
import type { Claims, TokenUse } from '../principal.ts'
import { isStated, readText } from '../read-claim.ts'
import type { ReaderInput } from '../reader-input.ts'
import { decideTokenUse, findMarks, tokenUseUnknown } from '../token-use.ts'

/** What the standards leave open and a vendor decides. */
export interface Dialect {
  /** @throws {ClaimsError} `ERR_TOKEN_USE_UNKNOWN` or `ERR_TOKEN_USE_CONFLICTING`. */
  readTokenUse(input: ReaderInput): TokenUse
  /** Whether an access token is a client's own, without a person. */
  isClient(claims: Claims, clientId: string | undefined): boolean
  /** The claim that both tokens of one person agree on, where that is not `sub`. */
  readonly subject?: string
  /** The claim that holds what a client may do, where it has no scopes. */
  readonly clientPermissions?: string
}

const idMarks = ['nonce', 'at_hash', 'c_hash']

/** By RFC 9068 and OpenID Connect Core. */
const standard: Dialect = {
  readTokenUse({ claims, headerType }) {
    if (/^(?:application\/)?at\+jwt$/i.test(headerType ?? '')) return 'access'
    return decideTokenUse(findMarks(claims, ['scope', 'scp', 'client_id', 'cid']), findMarks(claims, idMarks))
  },
  // RFC 9068 section 2.2: where no person takes part, `sub` stands for the client.
  isClient: (claims, clientId) => readText(claims, 'sub') === clientId,
}

/**
 * `sub` differs between the two tokens of a person, as their audiences do; `oid` does not. A client by itself has app
 * `roles` and no `scp`. Microsoft identity platform: "Access token claims reference", "ID token claims reference".
 */
const entra: Dialect = {
  readTokenUse({ claims }) {
    const accessMarks = findMarks(claims, ['scp', 'azp', 'azpacr', 'idtyp', 'appid'])
    return accessMarks.length > 0 ? decideTokenUse(accessMarks, findMarks(claims, idMarks)) : 'id'
  },
  isClient: (claims) => readText(claims, 'idtyp') === 'app' || !isStated(claims, 'scp'),
  subject: 'oid',
  clientPermissions: 'roles',
}

/** Says in the claim `typ` what a token is for (TokenUtil of keycloak/keycloak), and has `azp` and names in both kinds. */
const keycloak: Dialect = {
  readTokenUse({ claims }) {
    const type = readText(claims, 'typ')
    if (type === 'ID') return 'id'
    if (type === 'Bearer' || type === 'DPoP') return 'access'
    throw tokenUseUnknown('its claim typ is neither ID nor Bearer')
  },
  isClient: (claims) => readText(claims, 'preferred_username')?.startsWith('service-account-') ?? false,
}

/** Signs id tokens only: its access tokens are no JWTs. */
const google: Dialect = { readTokenUse: () => 'id', isClient: () => false }

/** Read by rules of their own: by these, one person at Okta would have two keys. */
const ownProviders: readonly (readonly [issuer: RegExp, provider: string])[] = [
  [/^https:\/\/(?:issuer-)?cognito-idp\.[\w-]+\.amazonaws\.com(?:\.cn)?\//, 'cognito'],
  [/^https:\/\/[^/]+\.auth0\.com\//, 'auth0'],
  [/^https:\/\/[^/]+\.okta(?:preview|-emea|-gov)?\.com(?:\/|$)/, 'okta'],
]

const dialects: readonly (readonly [issuer: RegExp, dialect: Dialect])[] = [
  [/^https:\/\/(?:login\.microsoftonline\.(?:com|us)|[\w-]+\.ciamlogin\.com)\/[\w-]+\/v2\.0$/, entra],
  [/^https:\/\/sts\.windows\.net\/[\w-]+\/$/, entra],
  [/^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?realms\/[^/?#]+$/, keycloak],
  [/^https:\/\/accounts\.google\.com$/, google],
]

/**
 * The vendor that an issuer is known to be of, else the standards' rules.
 *
 * @throws {ClaimsError} `ERR_ISSUER_UNSUPPORTED` for an issuer that another provider's rules are for.
 */
export function chooseDialect(issuer: string): Dialect {
  const own = ownProviders.find(([known]) => known.test(issuer))?.[1]
  if (own !== undefined) throw otherProvider(own)
  return dialects.find(([known]) => known.test(issuer))?.[1] ?? standard
}

function otherProvider(provider: string): ClaimsError {
  return new ClaimsError(
    'ERR_ISSUER_UNSUPPORTED',
    `The claim iss is that of a provider with rules of its own. Deploy with --param provider=${provider}.`,
  )
}

import { ClaimsError } from '../claims-error.ts'
import type { Claims, TokenUse } from '../principal.ts'
import type { ReaderInput } from '../principal-parts.ts'
import { isStated, readText } from '../read-claim.ts'
import { recognizeIssuer, type Vendor } from '../recognize-issuer.ts'
import { decideTokenUse, findMarks, tokenUseUnknown } from '../token-use.ts'

/** What the standards leave open and a vendor decides. */
export interface VendorRules {
  /** @throws {ClaimsError} `ERR_TOKEN_USE_UNKNOWN` or `ERR_TOKEN_USE_CONFLICTING`. */
  readTokenUse(input: ReaderInput): TokenUse
  /** Whether an access token is machine-to-machine: issued to a client, without a user. */
  isClient(claims: Claims, clientId: string | undefined): boolean
  /** The claim that both tokens of one user agree on, where that is not `sub`. */
  readonly subject?: string
  /** The claim that holds what a client may do, where it has no scopes. */
  readonly clientPermissions?: string
}

const idMarks = ['nonce', 'at_hash', 'c_hash']

/** By RFC 9068 and OpenID Connect Core. */
const standard: VendorRules = {
  readTokenUse({ claims, headerType }) {
    if (/^(?:application\/)?at\+jwt$/i.test(headerType ?? '')) return 'access'
    return decideTokenUse(findMarks(claims, ['scope', 'scp', 'client_id', 'cid']), findMarks(claims, idMarks))
  },
  // RFC 9068 section 2.2: where no user takes part, `sub` is the client.
  isClient: (claims, clientId) => readText(claims, 'sub') === clientId,
}

/**
 * `sub` differs between the two tokens of a user, as their audiences do; `oid` does not. A machine-to-machine token has
 * app `roles` and no `scp`. Microsoft identity platform: "Access token claims reference", "ID token claims reference".
 */
const entra: VendorRules = {
  readTokenUse({ claims }) {
    const accessMarks = findMarks(claims, ['scp', 'azp', 'azpacr', 'idtyp', 'appid'])
    return accessMarks.length > 0 ? decideTokenUse(accessMarks, findMarks(claims, idMarks)) : 'id'
  },
  isClient: (claims) => readText(claims, 'idtyp') === 'app' || !isStated(claims, 'scp'),
  subject: 'oid',
  clientPermissions: 'roles',
}

/** Says in the claim `typ` what a token is for (TokenUtil of keycloak/keycloak), and has `azp` and names in both kinds. */
const keycloak: VendorRules = {
  readTokenUse({ claims }) {
    const type = readText(claims, 'typ')
    if (type === 'ID') return 'id'
    if (type === 'Bearer' || type === 'DPoP') return 'access'
    throw tokenUseUnknown('its claim typ is neither ID nor Bearer')
  },
  // A service account's name is in `preferred_username` only with the scope `profile`; `client_id`, `clientHost` and
  // `clientAddress` are its own. A user is certain only by a name of theirs or by the session of a sign-in: an account may have an email too.
  isClient: (claims) =>
    readText(claims, 'preferred_username')?.startsWith('service-account-') ||
    isStated(claims, 'clientHost') ||
    isStated(claims, 'clientAddress') ||
    !(isStated(claims, 'preferred_username') || isStated(claims, 'sid')),
}

/** Signs id tokens only: its access tokens are no JWTs. */
const google: VendorRules = { readTokenUse: () => 'id', isClient: () => false }

/** Read by rules of their own: by these, one user of Okta would have two keys. */
const ownProviders: Partial<Record<Vendor, string>> = {
  'Amazon Cognito': 'cognito',
  Auth0: 'auth0',
  Okta: 'okta',
}

const vendors: Partial<Record<Vendor, VendorRules>> = {
  'Microsoft Entra ID': entra,
  Keycloak: keycloak,
  Google: google,
}

/**
 * The rules of the vendor that an issuer is known to belong to, else those of the standards.
 *
 * @throws {ClaimsError} `ERR_ISSUER_UNSUPPORTED` for an issuer that another provider's rules are for.
 */
export function chooseVendorRules(issuer: string): VendorRules {
  const known = recognizeIssuer(issuer)
  if (!known) return standard
  const own = known.by === 'host' && ownProviders[known.vendor]
  if (own) throw otherProvider(own)
  return vendors[known.vendor] ?? standard
}

function otherProvider(provider: string): ClaimsError {
  return new ClaimsError(
    'ERR_ISSUER_UNSUPPORTED',
    `The claim iss belongs to a provider with rules of its own. Deploy with --param provider=${provider}.`,
  )
}

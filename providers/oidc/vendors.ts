import { isWorkload } from '../caller-kind.ts'
import { ClaimsError } from '../claims-error.ts'
import type { Claims, TokenUse } from '../principal.ts'
import type { ReaderInput } from '../principal-parts.ts'
import { isStated, readText } from '../read-claim.ts'
import { readWords } from '../read-list.ts'
import { renderClaim } from '../string-claims.ts'
import { decideTokenUse, findMarks, idMarks, tokenUseUnknown } from '../token-use.ts'
import { realmPath, type Vendor, vendorOfHost } from '../vendor-hosts.ts'

/** What the standards leave open and a vendor decides. */
export interface VendorRules {
  /** @throws {ClaimsError} `ERR_TOKEN_USE_UNKNOWN` or `ERR_TOKEN_USE_CONFLICTING`. */
  readTokenUse(input: ReaderInput): TokenUse
  /** Whether the token has what only a person's has: see `readKind`. */
  showsUser(claims: Claims, use: TokenUse, clientId: string | undefined): boolean
  /** The claim that both tokens of one user agree on, where that is not `sub`. */
  readonly subject?: string
  /** The claim that holds what a client may do, where it has no scopes. */
  readonly clientPermissions?: string
}

const states = (claims: Claims, names: readonly string[]) => names.some((name) => isStated(claims, name))

/** What the sign-in of a person leaves in a token (OpenID Connect Core section 2, RFC 9068 section 2.2.1). */
const signInClaims = ['auth_time', 'amr', 'sid', 'nonce', 'preferred_username']
/** Who they are (OpenID Connect Core section 5.1). */
const personClaims = ['email', 'name', 'given_name', 'family_name', 'phone_number']

/** By RFC 9068 and OpenID Connect Core, and by what the deploy says where a token shows neither. */
const standard: VendorRules = {
  readTokenUse({ claims, headerType, tokenUse }) {
    if (/^(?:application\/)?at\+jwt$/i.test(headerType ?? ''))
      return decideTokenUse(['the header at+jwt'], [], tokenUse)
    if (isWorkload(claims)) return 'access'
    const accessMarks = findMarks(claims, ['scope', 'scp', 'client_id', 'cid'])
    return decideTokenUse(accessMarks, findMarks(claims, idMarks), tokenUse)
  },
  // RFC 9068 section 2.2: where no user takes part, `sub` is *an* identifier of the client, not always its id. So another
  // subject alone is no proof; with `openid` beside it, which asks for a user's sign-in, it is.
  showsUser(claims, use, clientId) {
    if (states(claims, signInClaims)) return true
    if (use === 'id') return states(claims, [...idMarks, ...personClaims])
    const scopes = ['scope', 'scp'].flatMap((name) => readWords(claims, name))
    return clientId !== undefined && scopes.includes('openid')
  },
}

const entraAccessMarks = ['scp', 'azp', 'azpacr', 'idtyp', 'appid']

/**
 * `sub` differs between the two tokens of a user, as their audiences do; `oid` does not. A machine-to-machine token has
 * app `roles` and no `scp`. Microsoft identity platform: "Access token claims reference", "ID token claims reference".
 */
const entra: VendorRules = {
  readTokenUse({ claims }) {
    const accessMarks = findMarks(claims, entraAccessMarks)
    return accessMarks.length > 0 ? decideTokenUse(accessMarks, findMarks(claims, idMarks)) : 'id'
  },
  showsUser: (claims, use) =>
    use === 'id' || (isStated(claims, 'scp') && (readText(claims, 'idtyp') ?? 'user') === 'user'),
  subject: 'oid',
  clientPermissions: 'roles',
}

/**
 * Not as Entra ID: a machine-to-machine token has `scp` too, and `nonce` may be in an access token. "Overview of tokens in Azure
 * AD B2C", "Set up OAuth 2.0 client credentials flow". By an old setting `sub` is one sentence for everybody; `oid` is not.
 */
const b2c: VendorRules = {
  readTokenUse({ claims }) {
    if (/^not supported/i.test(readText(claims, 'sub') ?? '') && !isStated(claims, 'oid')) throw noSubject()
    return states(claims, entraAccessMarks) ? 'access' : 'id'
  },
  showsUser: (claims, use) =>
    use === 'id' || states(claims, [...signInClaims, ...personClaims, 'emails', 'idp']),
  subject: 'oid',
}

/**
 * Says in the claim `typ` what a token is for (TokenUtil of keycloak/keycloak), and has `azp` and names in both kinds. A service
 * account may have an email, and its name only with the scope `profile`: a user shows by a name or by the session of a sign-in.
 */
const keycloak: VendorRules = {
  readTokenUse({ claims }) {
    const type = readText(claims, 'typ')
    if (type === 'ID') return 'id'
    if (type === 'Bearer' || type === 'DPoP') return 'access'
    throw tokenUseUnknown('its claim typ is neither ID nor Bearer')
  },
  showsUser: (claims) => states(claims, ['preferred_username', 'sid']),
}

/**
 * Signs id tokens only: its access tokens are no JWTs. A service account's have any audience, and no OAuth client in `azp`.
 */
const google: VendorRules = {
  readTokenUse: () => 'id',
  showsUser(claims) {
    const azp = readText(claims, 'azp')
    return azp ? azp.endsWith('.apps.googleusercontent.com') : states(claims, [...idMarks, 'email'])
  },
}

/** Signs id tokens only, without any mark. An anonymous account is nobody's sign-in. */
const firebase: VendorRules = {
  readTokenUse: () => 'id',
  showsUser: ({ firebase }) => /sign_in_provider:(?!anonymous\b)/.test(renderClaim(firebase) ?? ''),
}

/** Signs two things: id tokens of people who sign in with GitLab, and those of CI jobs. Its access tokens are no JWTs. */
const gitlab: VendorRules = {
  readTokenUse: () => 'id',
  showsUser: (claims) => isStated(claims, 'auth_time'),
}

/** CI services. Those on a host of one's own, and clusters, show by their claims: see `isWorkload`. */
const workload: VendorRules = { readTokenUse: () => 'access', showsUser: () => false }

const vendors: Readonly<Record<Vendor, VendorRules | 'cognito' | 'auth0' | 'okta'>> = {
  // Read by rules of their own: by these, one user of Okta would have two keys.
  'Amazon Cognito': 'cognito',
  Auth0: 'auth0',
  Okta: 'okta',
  'Microsoft Entra ID': entra,
  'Azure AD B2C': b2c,
  Google: google,
  Firebase: firebase,
  GitLab: gitlab,
  workload,
}

/**
 * The rules of the vendor that an issuer is known to belong to, else those of the standards.
 *
 * @throws {ClaimsError} `ERR_ISSUER_UNSUPPORTED` for an issuer that another provider's rules are for.
 */
export function chooseVendorRules(issuer: string): VendorRules {
  const url = URL.parse(issuer)
  const vendor = vendorOfHost(url?.hostname ?? issuer)
  const rules = vendor ? vendors[vendor] : realmPath.test(url?.pathname ?? '') ? keycloak : undefined
  if (typeof rules === 'string') throw otherProvider(rules)
  return rules ?? standard
}

function otherProvider(provider: string): ClaimsError {
  return new ClaimsError(
    'ERR_ISSUER_UNSUPPORTED',
    `The claim iss belongs to a provider with rules of its own. Deploy with --param provider=${provider}.`,
  )
}

function noSubject(): ClaimsError {
  return new ClaimsError(
    'ERR_CLAIM_MALFORMED',
    'The claim sub is the same for every user. Set it to ObjectID in the user flow.',
  )
}

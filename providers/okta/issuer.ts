import { anyClaim, customClaimsIn } from '../custom-claims.ts'
import {
  type CustomClaimRules,
  type IdTokenFacts,
  type IssuerProfile,
  type IssuerUser,
  listClaim,
  type TokenClaims,
  type TokenFacts,
} from '../issuer-profile.ts'

const clientId = '0oalocalconsole005d7'
const machineClientId = '0oalocalmachine005d7'
const apiAudience = 'api://default'
const issuerPath = '/oauth2/default'
const tokenSeconds = 3600

/** Okta support, "List of Reserved Claims": a claim of such a name cannot be configured for that token. */
const reserved: Readonly<Record<'id' | 'access', ReadonlySet<string>>> = {
  access: words('acr as_uri rpt rsi username token_type'),
  id: words(
    `active aid app_id app_type client_ip client_req_id client_type client_user_agent device_compliance device_id device_known
    device_managed device_name device_trust did dst group hotk idp_iss mac_key may_act oid okta_emailVerified
    okta_lastUpdated orig permissions purpose pwd_exp_days pwd_exp_time rid role scopes sid term user_ip token_type`,
  ),
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/))
}

const customClaims: CustomClaimRules = {
  ...anyClaim,
  own: ['ver', 'cid', 'uid', 'amr', 'idp'],
  isIn: (name, place) => place === 'userinfo' || !reserved[place].has(name),
}

/**
 * The custom authorization server named `default`, with a `groups` claim configured on both kinds of token and profile
 * claims always in the id token. Custom claims are as configured for both tokens, any scope. Okta developer documentation: "OpenID Connect & OAuth 2.0 API", "Authorization servers".
 */
export const oktaIssuer: IssuerProfile = {
  issuerPath,
  endpoints: {
    authorization: `${issuerPath}/v1/authorize`,
    token: `${issuerPath}/v1/token`,
    userinfo: `${issuerPath}/v1/userinfo`,
    revocation: `${issuerPath}/v1/revoke`,
    endSession: `${issuerPath}/v1/logout`,
    jwks: `${issuerPath}/v1/keys`,
  },
  clientId,
  machineClientId,
  apiAudience,
  apiByDefault: true,
  scopePrefix: '',
  authorizerAudience: [apiAudience, clientId],
  groupsClaim: 'groups',
  headerTypes: { id: undefined, access: undefined },
  separateKeys: false,
  idTokenSeconds: tokenSeconds,
  accessTokenSeconds: tokenSeconds,
  refreshTokens: 'offline_access',
  // The default grace period of an app with refresh token rotation.
  refreshTokenReuseSeconds: 30,
  machineScopes: 'refused',
  stateRequired: true,
  vendorLogout: undefined,
  // Apps are trusted and scopes implicit unless set otherwise ("Request user consent").
  consent: 'never',
  subject,
  customClaims,
  idTokenClaims,
  accessTokenClaims,
  userinfoClaims,
}

/** `00u` and seventeen more characters. */
function subject(userId: string): string {
  return `00u${userId.replaceAll('-', '').slice(0, 17)}`
}

function idTokenClaims(facts: IdTokenFacts): TokenClaims {
  const { user, scopes } = facts
  return {
    sub: subject(user.id),
    ...(scopes.includes('profile') ? profileClaims(user) : {}),
    ...(scopes.includes('email') ? { email: user.email, email_verified: true } : {}),
    ver: 1,
    iss: facts.issuer,
    aud: facts.clientId,
    iat: facts.issuedAt,
    exp: facts.issuedAt + tokenSeconds,
    jti: `ID.${facts.tokenId.replaceAll('-', '')}`,
    amr: ['pwd'],
    idp: '00olocalissuer0005d7',
    nonce: facts.nonce,
    auth_time: facts.authTime,
    at_hash: facts.accessTokenHash,
    groups: listClaim(user.groups),
    ...customClaimsIn(customClaims, user, 'id'),
  }
}

function profileClaims(user: IssuerUser): TokenClaims {
  return {
    name: user.name,
    locale: 'en-US',
    preferred_username: user.email,
    given_name: user.givenName,
    family_name: user.familyName,
    zoneinfo: 'America/Los_Angeles',
    updated_at: user.updatedAt,
  }
}

/** `sub` is the login and `uid` the user, while the id token has the user in `sub`. A machine has neither `uid` nor groups. */
function accessTokenClaims(facts: TokenFacts): TokenClaims {
  const { user } = facts
  return {
    ver: 1,
    jti: `AT.${facts.tokenId.replaceAll('-', '')}`,
    iss: facts.issuer,
    aud: apiAudience,
    iat: facts.issuedAt,
    exp: facts.issuedAt + tokenSeconds,
    cid: facts.clientId,
    uid: user && subject(user.id),
    scp: facts.scopes,
    auth_time: user && facts.authTime,
    sub: user?.email ?? facts.clientId,
    groups: user && listClaim(user.groups),
    ...customClaimsIn(customClaims, user, 'access'),
  }
}

function userinfoClaims(user: IssuerUser): TokenClaims {
  return {
    sub: subject(user.id),
    ...profileClaims(user),
    email: user.email,
    email_verified: true,
    groups: listClaim(user.groups),
    ...customClaimsIn(customClaims, user, 'userinfo'),
  }
}

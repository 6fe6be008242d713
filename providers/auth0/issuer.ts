import { anyClaim, customClaimsIn } from '../custom-claims.ts'
import {
  type CustomClaimRules,
  type IdTokenFacts,
  type IssuerProfile,
  type IssuerUser,
  listClaim,
  scopeClaim,
  type TokenClaims,
  type TokenFacts,
} from '../issuer-profile.ts'

const clientId = 'LocalConsoleClient0123456789abcd'
const machineClientId = 'LocalMachineClient0123456789abcd'
const apiAudience = 'https://claimcheck.example/api'
const groupsClaim = 'https://claimcheck.example/groups'
const idTokenSeconds = 36_000
const accessTokenSeconds = 86_400

/**
 * Names that an Action cannot set: the claim is ignored. Those that every token has are left out here. Auth0 documentation: "Create
 * Custom Claims", "General restrictions".
 */
const restricted: ReadonlySet<string> = new Set([
  ...[
    'acr',
    'act',
    'active',
    'ath',
    'attest',
    'authorization_details',
    'cty',
    'dest',
    'entitlements',
    'events',
  ],
  ...['groups', 'htm', 'htu', 'internalService', 'jcard', 'jku', 'jwe', 'jwk', 'kid', 'may_act', 'mky'],
  ...['object_id', 'orig', 'origid', 'roles', 'rph', 's_hash', 'sip_callid', 'sip_cseq_num', 'sip_date'],
  ...['sip_from_tag', 'sip_via_branch', 'sub_jwk', 'toe', 'txn', 'uuid', 'vot', 'vtm', 'x5t#S256'],
])

/** Of the same page: URLs of Auth0's own are ignored, too. */
const ownNamespace = /^(?:urn:auth0|https?:\/\/(?:[\w.-]+\.)?(?:auth0\.com|webtask\.io|webtask\.run)(?:\/|$))/

/**
 * As an Action sets them on both tokens (`setCustomClaim`); userinfo has those of the id token. Auth0 documentation: "Create Custom
 * Claims" and "Migrate Custom Claims": since 28 July 2022 a name need not be a URL.
 */
const customClaims: CustomClaimRules = {
  ...anyClaim,
  own: ['gty', 'sid', 'org_id', 'org_name', 'amr'],
  leftOut(name) {
    if (restricted.has(name))
      return `Auth0 ignores ${name} as a custom claim; use a URL of yours, such as https://example.com/${name}`
    if (ownNamespace.test(name))
      return `Auth0 ignores ${name} as a custom claim; use a URL of yours in place of its own`
    return anyClaim.leftOut(name)
  },
  caution: (name) =>
    /^https?:\/\//.test(name)
      ? undefined
      : `${name} has no namespace; Auth0 recommends a URL of yours, such as https://example.com/${name}`,
}

/**
 * A tenant with one API (Auth0 token profile, RBAC with permissions in the access token) and no default audience,
 * and an Action that adds the groups under a URL name. Auth0 documentation: "Access Token Profiles", "ID Token Structure",
 * "Enable Role-Based Access Control for APIs", "Refresh Token Rotation".
 */
export const auth0Issuer: IssuerProfile = {
  issuerPath: '/',
  endpoints: {
    authorization: '/authorize',
    token: '/oauth/token',
    userinfo: '/userinfo',
    revocation: '/oauth/revoke',
    endSession: '/oidc/logout',
    jwks: '/.well-known/jwks.json',
  },
  clientId,
  machineClientId,
  apiAudience,
  apiByDefault: false,
  scopePrefix: '',
  authorizerAudience: [apiAudience, clientId],
  groupsClaim,
  headerTypes: { id: 'JWT', access: 'JWT' },
  separateKeys: false,
  idTokenSeconds,
  accessTokenSeconds,
  refreshTokens: 'offline_access',
  refreshTokenReuseSeconds: 0,
  machineScopes: 'all',
  stateRequired: false,
  vendorLogout: { path: '/v2/logout', redirectParameter: 'returnTo' },
  // A client on localhost is asked for even if it is first-party and the API allows to skip it ("User Consent and
  // Third-Party Applications").
  consent: 'asked',
  subject,
  customClaims,
  idTokenClaims,
  accessTokenClaims,
  userinfoClaims,
}

/** Connection, bar, 24 hex digits. */
function subject(userId: string): string {
  return `auth0|${userId.replaceAll('-', '').slice(0, 24)}`
}

function idTokenClaims(facts: IdTokenFacts): TokenClaims {
  const { user, scopes } = facts
  return {
    [groupsClaim]: listClaim(user.groups),
    ...(scopes.includes('profile') ? profileClaims(user) : {}),
    ...(scopes.includes('email') ? { email: user.email, email_verified: true } : {}),
    iss: facts.issuer,
    aud: facts.clientId,
    sub: subject(user.id),
    iat: facts.issuedAt,
    exp: facts.issuedAt + idTokenSeconds,
    sid: facts.sessionId.replaceAll('-', ''),
    nonce: facts.nonce,
    ...customClaimsIn(customClaims, user, 'id'),
  }
}

/** `updated_at` is text here, unlike the number that OpenID Connect Core section 5.1 has. */
function profileClaims(user: IssuerUser): TokenClaims {
  return {
    given_name: user.givenName,
    family_name: user.familyName,
    nickname: nickname(user),
    name: user.name,
    picture: `https://cdn.auth0.com/avatars/${nickname(user).slice(0, 2)}.png`,
    updated_at: new Date(user.updatedAt * 1000).toISOString(),
  }
}

function nickname({ email }: IssuerUser): string {
  return email.slice(0, email.indexOf('@'))
}

/** `aud` is a list as soon as `openid` was granted. `gty` names the grant, unless it was a code. */
function accessTokenClaims(facts: TokenFacts): TokenClaims {
  const { user, scopes } = facts
  return {
    [groupsClaim]: user && listClaim(user.groups),
    iss: facts.issuer,
    sub: user ? subject(user.id) : `${facts.clientId}@clients`,
    aud: scopes.includes('openid') ? [apiAudience, `${facts.issuer}userinfo`] : apiAudience,
    iat: facts.issuedAt,
    exp: facts.issuedAt + accessTokenSeconds,
    scope: scopeClaim(scopes),
    gty: grantTypes[facts.grant],
    azp: facts.clientId,
    permissions: user ? user.permissions : scopes,
    ...customClaimsIn(customClaims, user, 'access'),
  }
}

const grantTypes = {
  authorization_code: undefined,
  refresh_token: 'refresh_token',
  client_credentials: 'client-credentials',
} as const

function userinfoClaims(user: IssuerUser): TokenClaims {
  return {
    sub: subject(user.id),
    ...profileClaims(user),
    email: user.email,
    email_verified: true,
    ...customClaimsIn(customClaims, user, 'userinfo'),
  }
}

import { customClaimsIn, isPoolAttribute } from '../custom-claims.ts'
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

const clientId = 'localconsole0123456789abcd'
const machineClientId = 'localmachine0123456789abcd'
const issuerPath = '/us-east-1_Local'
const tokenSeconds = 3600

/**
 * Attributes (`custom:tenant`) are in id tokens and userinfo, always as text; other claims are as a pre token generation trigger adds
 * them, with event version 2 to access tokens too. Amazon Cognito developer guide: "Understanding the identity (ID) token", "Pre token
 * generation Lambda trigger".
 */
const customClaims: CustomClaimRules = {
  own: [
    ...['username', 'version', 'origin_jti', 'event_id', 'device_key', 'identities', 'acr', 'amr'],
    ...['cognito:username', 'cognito:roles', 'cognito:preferred_role'],
  ],
  leftOut: (name) =>
    name.startsWith('cognito:')
      ? `${name} has the prefix of Cognito's own claims; an attribute is custom:name`
      : undefined,
  caution: (name) =>
    isPoolAttribute(name)
      ? undefined
      : `Cognito issues ${name} only where a pre token generation trigger adds it (event version 2 for access tokens); an attribute is custom:${name}`,
  isIn: (name, place) => (isPoolAttribute(name) ? place !== 'access' : place !== 'userinfo'),
  toValue: (name, value) =>
    !isPoolAttribute(name) || typeof value === 'string' ? value : JSON.stringify(value),
}

/**
 * A user pool with sign-in by email, its app client with token revocation, and a resource server called `claimcheck`.
 * Amazon Cognito developer guide: "Understanding the identity (ID) token", "Understanding the access token",
 * "User pool endpoints and managed login reference".
 */
export const cognitoIssuer: IssuerProfile = {
  issuerPath,
  endpoints: {
    authorization: '/oauth2/authorize',
    token: '/oauth2/token',
    userinfo: '/oauth2/userInfo',
    revocation: '/oauth2/revoke',
    endSession: '/logout',
    jwks: `${issuerPath}/.well-known/jwks.json`,
  },
  clientId,
  machineClientId,
  apiAudience: 'urn:claimcheck:api',
  apiByDefault: true,
  scopePrefix: 'claimcheck/',
  // Access tokens name their client and no audience, so every client needs an entry.
  authorizerAudience: [clientId, machineClientId],
  groupsClaim: 'cognito:groups',
  headerTypes: { id: undefined, access: undefined },
  separateKeys: true,
  idTokenSeconds: tokenSeconds,
  accessTokenSeconds: tokenSeconds,
  refreshTokens: 'always',
  // As config/cognito.resources.yml sets the client up.
  refreshTokenReuseSeconds: 10,
  machineScopes: 'all',
  stateRequired: false,
  vendorLogout: { path: '/logout', redirectParameter: 'logout_uri' },
  // Managed login has no such page.
  consent: 'never',
  subject: (userId) => userId,
  customClaims,
  idTokenClaims,
  accessTokenClaims,
  userinfoClaims,
}

function idTokenClaims(facts: IdTokenFacts): TokenClaims {
  const { user } = facts
  return {
    at_hash: facts.accessTokenHash,
    sub: user.id,
    'cognito:groups': listClaim(user.groups),
    iss: facts.issuer,
    'cognito:username': user.id,
    nonce: facts.nonce,
    ...sessionClaims(facts),
    aud: facts.clientId,
    token_use: 'id',
    auth_time: facts.authTime,
    exp: facts.issuedAt + tokenSeconds,
    iat: facts.issuedAt,
    jti: facts.tokenId,
    ...attributes(user, facts.scopes),
  }
}

/** `openid` alone gives every readable attribute; with `profile` or `email` as well, only those. A trigger adds to any. */
function attributes(user: IssuerUser, scopes: readonly string[]): TokenClaims {
  const all = !scopes.includes('profile') && !scopes.includes('email')
  const custom = Object.entries(customClaimsIn(customClaims, user, 'id'))
  const isGranted = (name: string) => all || scopes.includes('profile') || !isPoolAttribute(name)
  return {
    ...Object.fromEntries(custom.filter(([name]) => isGranted(name))),
    ...(all || scopes.includes('profile') ? profileClaims(user) : {}),
    ...(all || scopes.includes('email') ? { email: user.email, email_verified: true } : {}),
  }
}

function profileClaims(user: IssuerUser): TokenClaims {
  return { name: user.name, given_name: user.givenName, family_name: user.familyName }
}

function sessionClaims(facts: TokenFacts): TokenClaims {
  return { origin_jti: facts.sessionId, event_id: facts.sessionId }
}

/** No `aud`: the gateway looks at `client_id` instead. A machine's token has its client as `sub` and no user name. */
function accessTokenClaims(facts: TokenFacts): TokenClaims {
  const { user } = facts
  return {
    sub: user?.id ?? facts.clientId,
    'cognito:groups': user && listClaim(user.groups),
    iss: facts.issuer,
    version: 2,
    client_id: facts.clientId,
    ...(user ? sessionClaims(facts) : {}),
    token_use: 'access',
    scope: scopeClaim(facts.scopes),
    auth_time: facts.authTime,
    exp: facts.issuedAt + tokenSeconds,
    iat: facts.issuedAt,
    jti: facts.tokenId,
    username: user?.id,
    ...customClaimsIn(customClaims, user, 'access'),
  }
}

/** Booleans are text at this endpoint. */
function userinfoClaims(user: IssuerUser): TokenClaims {
  return {
    sub: user.id,
    username: user.id,
    email: user.email,
    email_verified: 'true',
    ...profileClaims(user),
    ...customClaimsIn(customClaims, user, 'userinfo'),
  }
}

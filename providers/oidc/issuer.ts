import { anyClaim, customClaimsIn } from '../custom-claims.ts'
import {
  type IdTokenFacts,
  type IssuerProfile,
  type IssuerUser,
  listClaim,
  scopeClaim,
  type TokenClaims,
  type TokenFacts,
} from '../issuer-profile.ts'

const clientId = 'local-console'
const machineClientId = 'local-machine'
const apiAudience = 'https://claimcheck.example/api'
const tokenSeconds = 3600

/**
 * No vendor in particular, but the standards to the letter: access tokens of RFC 9068 (`at+jwt`, groups by its section
 * 2.2.3.1), id tokens of OpenID Connect Core.
 */
export const oidcIssuer: IssuerProfile = {
  issuerPath: '',
  endpoints: {
    authorization: '/authorize',
    token: '/token',
    userinfo: '/userinfo',
    revocation: '/revoke',
    endSession: '/end-session',
    jwks: '/jwks',
  },
  clientId,
  machineClientId,
  apiAudience,
  apiByDefault: true,
  scopePrefix: '',
  authorizerAudience: [apiAudience, clientId],
  groupsClaim: 'groups',
  headerTypes: { id: 'JWT', access: 'at+jwt' },
  separateKeys: false,
  idTokenSeconds: tokenSeconds,
  accessTokenSeconds: tokenSeconds,
  refreshTokens: 'offline_access',
  refreshTokenReuseSeconds: 0,
  machineScopes: 'all',
  stateRequired: false,
  vendorLogout: undefined,
  consent: 'never',
  subject: (userId) => userId,
  customClaims: { ...anyClaim, own: ['sid'] },
  idTokenClaims,
  accessTokenClaims,
  userinfoClaims,
}

function idTokenClaims(facts: IdTokenFacts): TokenClaims {
  const { user, scopes } = facts
  return {
    iss: facts.issuer,
    sub: user.id,
    aud: facts.clientId,
    iat: facts.issuedAt,
    exp: facts.issuedAt + tokenSeconds,
    auth_time: facts.authTime,
    nonce: facts.nonce,
    at_hash: facts.accessTokenHash,
    sid: facts.sessionId,
    ...(scopes.includes('profile') ? profileClaims(user) : {}),
    ...(scopes.includes('email') ? emailClaims(user) : {}),
    groups: listClaim(user.groups),
    ...customClaimsIn(anyClaim, user, 'id'),
  }
}

/** In a machine-to-machine token the client is in `sub` too (RFC 9068 section 2.2). */
function accessTokenClaims(facts: TokenFacts): TokenClaims {
  const { user } = facts
  return {
    iss: facts.issuer,
    sub: user?.id ?? facts.clientId,
    aud: apiAudience,
    client_id: facts.clientId,
    iat: facts.issuedAt,
    exp: facts.issuedAt + tokenSeconds,
    jti: facts.tokenId,
    auth_time: user && facts.authTime,
    scope: scopeClaim(facts.scopes),
    groups: user && listClaim(user.groups),
    ...customClaimsIn(anyClaim, user, 'access'),
  }
}

function userinfoClaims(user: IssuerUser): TokenClaims {
  return {
    sub: user.id,
    ...profileClaims(user),
    ...emailClaims(user),
    groups: listClaim(user.groups),
    ...customClaimsIn(anyClaim, user, 'userinfo'),
  }
}

function profileClaims(user: IssuerUser): TokenClaims {
  return {
    name: user.name,
    given_name: user.givenName,
    family_name: user.familyName,
    preferred_username: user.email,
    updated_at: user.updatedAt,
  }
}

function emailClaims(user: IssuerUser): TokenClaims {
  return { email: user.email, email_verified: true }
}

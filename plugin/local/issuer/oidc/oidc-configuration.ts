import { randomBytes } from 'node:crypto'
import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { IssuerContext } from '../issuer-context.ts'
import { problemPage } from '../pages/problem-page.ts'
import { findAccount, shapeAccessToken } from '../tokens/shape-tokens.ts'
import { loadGrant } from './load-grant.ts'
import { createMemoryAdapter } from './memory-adapter.ts'
import { oidcFeatures, renderPage } from './oidc-features.ts'

const minuteSeconds = 60
const daySeconds = 24 * 60 * minuteSeconds

/** Browsers keep one set of cookies for all ports of a host, so other local programs may see these names. */
const cookieNames = {
  session: 'claimcheck_session',
  interaction: 'claimcheck_interaction',
  resume: 'claimcheck_resume',
}

/** The settings of `oidc-provider`: its endpoints, tokens and pages look like the vendor's. */
export function oidcConfiguration(context: IssuerContext): Configuration {
  const { profile, keys } = context
  return {
    adapter: createMemoryAdapter({ refreshTokenReuseSeconds: profile.refreshTokenReuseSeconds }),
    jwks: { keys: profile.separateKeys ? [keys.id, keys.access] : [keys.id] },
    cookies: { keys: [randomBytes(32).toString('base64url')], names: cookieNames },
    clients: [consoleClient(context), machineClient(context)],
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post'],
    clientBasedCORS: (_ctx, origin) => consoleOrigins(context).includes(origin),
    responseTypes: ['code'],
    pkce: { required: () => true },
    scopes: ['openid', 'offline_access'],
    claims: claimsByScope(),
    conformIdTokenClaims: false,
    findAccount: (_ctx, subject) => findAccount(context, subject),
    formats: { customizers: { jwt: (ctx, token, jwt) => shapeAccessToken(context, ctx, token, jwt) } },
    loadExistingGrant: (ctx) => loadGrant(context, ctx),
    issueRefreshToken: async (_ctx, _client, source) =>
      profile.refreshTokens === 'always' || source.scopes.has('offline_access'),
    rotateRefreshToken: true,
    expiresWithSession: async () => false,
    interactions: { url: (_ctx, { uid }) => `/sign-in/${uid}` },
    extraParams: { screen_hint: null, audience: (ctx) => requireState(context, ctx) },
    routes: routes(context),
    ttl: lifetimes(context),
    features: oidcFeatures(context),
    renderError: (ctx, out) => renderPage(ctx, context, problemPage(out.error_description ?? out.error)),
  }
}

/** The console's own, and those of a `serverless console` that has this issuer for its provider. */
function consoleOrigins({ url, otherConsoles = [] }: IssuerContext): readonly string[] {
  return [url, ...otherConsoles]
}

function consoleClient(context: IssuerContext) {
  const { profile } = context
  const addresses = consoleOrigins(context).map((origin) => `${origin}/`)
  return {
    client_id: profile.clientId,
    client_name: 'claimcheck console',
    token_endpoint_auth_method: 'none' as const,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code' as const],
    redirect_uris: addresses,
    post_logout_redirect_uris: addresses,
  }
}

function machineClient({ profile, machineSecret }: IssuerContext) {
  return {
    client_id: profile.machineClientId,
    client_secret: machineSecret,
    client_name: 'claimcheck machine',
    token_endpoint_auth_method: 'client_secret_basic' as const,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
  }
}

/** Asked with each authorization request, whether or not it has the `audience` parameter that this is attached to. */
function requireState({ profile }: IssuerContext, { oidc }: KoaContextWithOIDC): void {
  if (!profile.stateRequired || oidc.params?.state) return
  throw new errors.InvalidRequest('state is missing, which this provider requires')
}

/** What the userinfo endpoint may say for each scope. Id tokens are made by the vendor's shape instead. */
function claimsByScope() {
  return {
    openid: ['sub', 'username'],
    profile: [
      'name',
      'given_name',
      'family_name',
      'nickname',
      'picture',
      'preferred_username',
      'locale',
      'zoneinfo',
      'updated_at',
      'groups',
    ],
    email: ['email', 'email_verified'],
  }
}

function routes({ profile: { endpoints } }: IssuerContext) {
  return {
    authorization: endpoints.authorization,
    token: endpoints.token,
    userinfo: endpoints.userinfo,
    revocation: endpoints.revocation,
    end_session: endpoints.endSession,
    jwks: endpoints.jwks,
  }
}

function lifetimes({ profile }: IssuerContext) {
  return {
    AccessToken: profile.accessTokenSeconds,
    ClientCredentials: profile.accessTokenSeconds,
    IdToken: profile.idTokenSeconds,
    AuthorizationCode: 5 * minuteSeconds,
    RefreshToken: 30 * daySeconds,
    Grant: 30 * daySeconds,
    Session: daySeconds,
    Interaction: 60 * minuteSeconds,
  }
}

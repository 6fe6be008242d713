import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider'
import { type IssuerContext, openIdScopes, wireScope } from './issuer-context.ts'
import { signedOutPage, signOutPage } from './pages/sign-out-page.ts'
import { renderPage } from './render-page.ts'
import { signingKey } from './sign-token.ts'

/** Which optional parts of `oidc-provider` are on, and how they behave. */
export function oidcFeatures(context: IssuerContext): Configuration['features'] {
  return {
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    revocation: {
      enabled: true,
      allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId,
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: async (ctx) => requestedAudience(context, ctx),
      useGrantedResource: async () => true,
      getResourceServerInfo: (_ctx, resource) => resourceServer(context, resource),
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => renderPage(ctx, context, signOutPage(form, knowsTheSession(ctx))),
      postLogoutSuccessSource: (ctx) => renderPage(ctx, context, signedOutPage()),
    },
  }
}

/**
 * The console, or whoever holds the id token of this very session, may end it without a question. That it is the console the
 * browser says, and no other page can (Fetch Metadata Request Headers section 2.4).
 */
function knowsTheSession(ctx: KoaContextWithOIDC): boolean {
  const { oidc } = ctx
  if (ctx.get('sec-fetch-site') === 'same-origin') return true
  const hint = oidc.entities.IdTokenHint
  return hint !== undefined && hint.payload.sub === oidc.session?.accountId
}

/** Auth0 names the API by `audience`; without it every vendor here has the one API as default. */
function requestedAudience({ shape }: IssuerContext, ctx: KoaContextWithOIDC): string {
  const audience = ctx.oidc.params?.audience
  return typeof audience === 'string' ? audience : shape.apiAudience
}

/**
 * The OpenID scopes count as scopes of the API too: every vendor lists them in the access token beside the API's own.
 */
function resourceServer(context: IssuerContext, resource: string) {
  const { shape, keys, scopes } = context
  if (resource !== shape.apiAudience) throw new errors.InvalidTarget()
  const apiScopes = scopes.map((scope) => wireScope(context, scope))
  return {
    scope: [...openIdScopes, 'offline_access', ...apiScopes].join(' '),
    audience: shape.apiAudience,
    accessTokenTTL: shape.accessTokenSeconds,
    accessTokenFormat: 'jwt' as const,
    jwt: { sign: { alg: 'RS256' as const, kid: signingKey(shape, keys, 'access').kid } },
  }
}

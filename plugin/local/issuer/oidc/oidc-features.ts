import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { IssuerProfile } from '../../../../providers/issuer-profile.ts'
import { fullScopeName, openIdScopes } from '../../../../tokens/scope-names.ts'
import { signingKey } from '../../../../tokens/sign-token.ts'
import type { Html } from '../../web/page.ts'
import { pageHeaders } from '../../web/page-headers.ts'
import type { IssuerContext } from '../issuer-context.ts'
import { signedOutPage, signOutPage } from '../pages/sign-out-page.ts'

/** Which optional parts of `oidc-provider` are on, and how they behave. */
export function oidcFeatures(context: IssuerContext): Configuration['features'] {
  return {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    revocation: {
      enabled: true,
      allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId,
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: async (ctx) => requestedAudience(context, ctx) as string,
      useGrantedResource: async () => true,
      getResourceServerInfo: (ctx, resource) => resourceServer(context, ctx, resource),
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => renderPage(ctx, context, signOutPage(form, knowsTheSession(ctx))),
      postLogoutSuccessSource: (ctx) => renderPage(ctx, context, signedOutPage()),
    },
  }
}

/** Answers a request to one of `oidc-provider`'s own pages with one of ours. */
export async function renderPage(ctx: KoaContextWithOIDC, { url }: IssuerContext, page: Html): Promise<void> {
  ctx.set(pageHeaders(url))
  ctx.type = 'html'
  ctx.body = String(await page)
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

/**
 * Auth0 names the API by `audience`, in the request of a code or in that of a machine-to-machine client. Where nothing names one
 * and there is no default, the token is for userinfo alone and opaque; a machine-to-machine client has no use for that.
 */
function requestedAudience({ profile }: IssuerContext, { oidc }: KoaContextWithOIDC): string | undefined {
  if (profile.apiByDefault) return profile.apiAudience
  const audience = oidc.params?.audience ?? oidc.body?.audience
  if (typeof audience === 'string') return audience
  if (!isMachineRequest(oidc)) return undefined
  throw new errors.AccessDenied(
    `no audience was requested, and there is no default; send audience=${profile.apiAudience}`,
  )
}

/**
 * The OpenID scopes count as scopes of the API too: every vendor lists them in the access token alongside the API's own. A
 * machine-to-machine client gets the API's own alone.
 */
function resourceServer(context: IssuerContext, { oidc }: KoaContextWithOIDC, resource: string) {
  const { profile, keys, scopes } = context
  if (resource !== profile.apiAudience) throw new errors.InvalidTarget()
  const apiScopes = scopes.map((scope) => fullScopeName(context, scope))
  const isMachine = isMachineRequest(oidc)
  if (isMachine) nameScopes(profile, oidc, apiScopes)
  return {
    scope: (isMachine ? apiScopes : [...openIdScopes, 'offline_access', ...apiScopes]).join(' '),
    audience: profile.apiAudience,
    accessTokenTTL: profile.accessTokenSeconds,
    accessTokenFormat: 'jwt' as const,
    jwt: { sign: { alg: 'RS256' as const, kid: signingKey(profile, keys, 'access').kid } },
  }
}

function isMachineRequest({ params }: KoaContextWithOIDC['oidc']): boolean {
  return params?.grant_type === 'client_credentials'
}

/**
 * A client that names no scope gets what the vendor would give it (RFC 6749 section 3.3: a default, or a refusal). One that
 * names others than the API's is refused; `oidc-provider` would leave them out.
 */
function nameScopes({ machineScopes }: IssuerProfile, { params }: KoaContextWithOIDC['oidc'], all: string[]) {
  if (!params) return
  const asked = typeof params.scope === 'string' ? params.scope.split(' ').filter(Boolean) : []
  const unknown = asked.filter((scope) => !all.includes(scope)).join(' ')
  if (unknown) throw new errors.InvalidScope(`available: ${all.join(' ')}`, unknown)
  if (asked.length > 0 || all.length === 0) return
  if (machineScopes === 'refused')
    throw new errors.InvalidScope(`no scope was requested; available: ${all.join(' ')}`, '')
  params.scope = all.join(' ')
}

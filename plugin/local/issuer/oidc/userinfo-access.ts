import type { IncomingMessage } from 'node:http'
import { createLocalJWKSet, jwtVerify } from 'jose'
import type Provider from 'oidc-provider'
import { openIdScopes } from '../../../../tokens/scope-names.ts'
import { signingKey } from '../../../../tokens/sign-token.ts'
import type { IssuerContext } from '../issuer-context.ts'
import { unwrapOpaqueToken } from '../tokens/opaque-token.ts'
import { findUser } from '../tokens/shape-tokens.ts'

/**
 * The vendors' userinfo endpoints take the JWT access token that is meant for the API; `oidc-provider` takes only opaque
 * tokens meant for itself. So a valid JWT of this issuer is exchanged for one of those for the length of the request, and
 * an opaque token is unwrapped.
 * Anything else is passed on unchanged, and refused there.
 */
export async function withOpaqueToken(
  context: IssuerContext,
  provider: Provider,
  request: IncomingMessage,
  proceed: () => Promise<void>,
): Promise<void> {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const opaqueToken = token && (await unwrapOpaqueToken(token))
  if (opaqueToken) {
    request.headers.authorization = `Bearer ${opaqueToken}`
    return proceed()
  }
  const verified = token ? await verifyAccessToken(context, token) : undefined
  const client = await provider.Client.find(context.profile.clientId)
  if (!verified || !client) return proceed()
  const { accountId, scope } = verified
  const grant = new provider.Grant({ accountId, clientId: client.clientId })
  grant.addOIDCScope(scope)
  const grantId = await grant.save()
  const opaque = new provider.AccessToken({ accountId, client, grantId, gty: 'authorization_code' })
  opaque.scope = scope
  request.headers.authorization = `Bearer ${await opaque.save()}`
  try {
    await proceed()
  } finally {
    await opaque.destroy()
    await grant.destroy()
  }
}

async function verifyAccessToken(context: IssuerContext, token: string) {
  const { profile, keys, issuer, now } = context
  const { kid, kty, n, e, alg } = signingKey(profile, keys, 'access')
  const jwks = createLocalJWKSet({ keys: [{ kid, kty, n, e, alg }] })
  const options = { issuer, algorithms: [alg], currentDate: new Date(now()) }
  const payload = await jwtVerify(token, jwks, options).then(
    (result) => result.payload,
    () => undefined,
  )
  const scopes = payload && scopesOf(payload.scp ?? payload.scope)
  // The subject of an access token is not that of the user everywhere: at Okta it is the login, and `uid` is the user.
  const subject = payload?.uid ?? payload?.sub
  const user = typeof subject === 'string' ? findUser(context, subject) : undefined
  return scopes && user ? { accountId: profile.subject(user.id), scope: scopes.join(' ') } : undefined
}

function scopesOf(claim: unknown): string[] | undefined {
  const names = Array.isArray(claim) ? claim : typeof claim === 'string' ? claim.split(' ') : undefined
  return names && openIdScopes.filter((scope) => names.includes(scope))
}

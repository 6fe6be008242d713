import type { Grant, KoaContextWithOIDC } from 'oidc-provider'
import { permittedScopes } from '../../../../tokens/permissions.ts'
import type { IssuerContext } from '../issuer-context.ts'
import { findUser } from '../tokens/shape-tokens.ts'

/**
 * The grant for this request: what the client asks for, less what the user may not have. Where the vendor asks users
 * first, only what they agreed to; what is missing then leads to the consent page.
 */
export async function loadGrant(
  context: IssuerContext,
  { oidc }: KoaContextWithOIDC,
): Promise<Grant | undefined> {
  const { session, client, requestParamScopes, requestParamOIDCScopes } = oidc
  const user = session?.accountId ? findUser(context, session.accountId) : undefined
  if (!user || !client) return undefined
  const { profile } = context
  const agreed = profile.consent === 'asked' ? (user.consents?.[client.clientId] ?? []) : undefined
  const agreedTo = (scopes: string[]) => scopes.filter((scope) => agreed?.includes(scope) ?? true)
  const permitted = permittedScopes(context, user, [...requestParamScopes])
  const grant = await sessionGrant(oidc)
  grant.addOIDCScope(agreedTo([...requestParamOIDCScopes]))
  grant.addResourceScope(profile.apiAudience, agreedTo(permitted))
  // Reset each time: the user may since have been given what an earlier request was refused.
  grant.rejected = undefined
  grant.rejectResourceScope(
    profile.apiAudience,
    [...requestParamScopes].filter((scope) => !permitted.includes(scope)),
  )
  await grant.save()
  return grant
}

/** The grant of this session's earlier sign-in to the client, or a new one. */
async function sessionGrant({ provider, session, client }: KoaContextWithOIDC['oidc']): Promise<Grant> {
  const accountId = session?.accountId
  const clientId = client?.clientId
  const grantId = clientId && session?.grantIdFor(clientId)
  const known = grantId ? await provider.Grant.find(grantId) : undefined
  return known?.accountId === accountId && known ? known : new provider.Grant({ accountId, clientId })
}

import type { KoaContextWithOIDC } from 'oidc-provider'
import type { IssuerContext } from './issuer-context.ts'

/** The console is the service's own client: what it asks for is granted without a question. */
export async function grantWhatIsAsked({ shape }: IssuerContext, { oidc }: KoaContextWithOIDC) {
  const { provider, session, client, requestParamScopes, requestParamOIDCScopes } = oidc
  if (!session?.accountId || !client) return undefined
  const grantId = session.grantIdFor(client.clientId)
  const known = grantId ? await provider.Grant.find(grantId) : undefined
  const own = known?.accountId === session.accountId ? known : undefined
  const grant = own ?? new provider.Grant({ accountId: session.accountId, clientId: client.clientId })
  grant.addOIDCScope([...requestParamOIDCScopes].join(' '))
  grant.addResourceScope(shape.apiAudience, [...requestParamScopes].join(' '))
  await grant.save()
  return grant
}

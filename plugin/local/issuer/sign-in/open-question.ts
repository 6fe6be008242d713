import type Provider from 'oidc-provider'
import { permittedScopes } from '../../../../tokens/permissions.ts'
import { fullScopeName, openIdScopes } from '../../../../tokens/scope-names.ts'
import type { IssuerContext } from '../issuer-context.ts'
import { findUser } from '../tokens/shape-tokens.ts'
import type { LocalUser } from '../users/user-store.ts'

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

/** What the user has to be asked before the sign-in can continue. */
export interface ConsentQuestion {
  readonly user: LocalUser
  readonly clientId: string
  readonly client: string
  /** Full names, as in the request. */
  readonly scopes: readonly string[]
}

/**
 * The question that this sign-in waits for. `undefined` where the vendor does not ask, and when everything was agreed to
 * before: `oidc-provider` requires a consent for each `offline_access` (OpenID Connect Core section 11), the vendor does not.
 */
export async function openQuestion(
  context: IssuerContext,
  provider: Provider,
  { prompt, params, session }: Interaction,
): Promise<ConsentQuestion | undefined> {
  if (prompt.name !== 'consent' || context.profile.consent === 'never') return undefined
  const user = session && findUser(context, session.accountId)
  const client = await provider.Client.find(String(params.client_id))
  if (!user || !client) return undefined
  const { clientId, clientName } = client
  const scopes = permittedScopes(context, user, offered(context, String(params.scope ?? '')))
  const agreed = user.consents?.[clientId] ?? []
  const again = prompt.reasons.includes('consent_prompt') && !scopes.includes('offline_access')
  if (!again && scopes.every((scope) => agreed.includes(scope))) return undefined
  return { user, clientId, client: clientName ?? clientId, scopes }
}

/** The scopes of a `scope` parameter that exist; `oidc-provider` silently drops the rest. */
function offered(context: IssuerContext, asked: string): string[] {
  const custom = context.scopes.map((scope) => fullScopeName(context, scope))
  const known: readonly string[] = [...openIdScopes, 'offline_access', ...custom]
  return asked.split(' ').filter((scope) => known.includes(scope))
}

/** Records what the user agreed to, in addition to earlier consents. */
export async function agree({ users }: IssuerContext, question: ConsentQuestion): Promise<void> {
  const { user, clientId, scopes } = question
  await users.update(user.id, ({ consents }) => ({
    consents: { ...consents, [clientId]: [...new Set([...(consents?.[clientId] ?? []), ...scopes])] },
  }))
}

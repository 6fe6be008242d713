import { randomUUID } from 'node:crypto'
import type { TokenUse } from '../../../../providers/principal.ts'
import { fullScopeName, type IssuerContext, openIdScopes } from '../issuer-context.ts'
import { permissionsOf } from '../users/permissions.ts'
import { signToken } from './sign-token.ts'
import { tokenFacts } from './token-facts.ts'

export interface MintTokenOptions {
  readonly use: TokenUse
  /** Whether the machine client asks for itself, so that the access token belongs to no user. */
  readonly client?: boolean | undefined
  /** Email; a user without a password is created if there is none. */
  readonly user: string
  /** Default: the groups the user is in. For this token only. */
  readonly groups?: readonly string[] | undefined
  /** Plain names. Default: every custom scope that the user may have, `openid`, `profile` and `email`. */
  readonly scopes?: readonly string[] | undefined
}

/** One token as a sign-in would give it, without the sign-in. */
export async function mintToken(context: IssuerContext, options: MintTokenOptions): Promise<string> {
  const { profile, keys, users } = context
  if (options.client) return mintMachineToken(context, options)
  const account = await users.findOrCreate(options.user)
  const user = { ...account, groups: [...(options.groups ?? account.groups)] }
  const facts = tokenFacts(context, {
    grant: 'authorization_code',
    clientId: profile.clientId,
    user,
    scopes: (options.scopes ?? [...openIdScopes, ...permissionsOf(account, context.scopes)]).map((scope) =>
      nameInToken(context, scope),
    ),
    authTime: undefined,
    sessionId: randomUUID(),
  })
  const claims =
    options.use === 'id'
      ? profile.idTokenClaims({ ...facts, nonce: randomUUID(), accessTokenHash: undefined })
      : profile.accessTokenClaims(facts)
  return signToken(profile, keys, options.use, claims)
}

/** As the machine client's own request for all its scopes would give it. */
function mintMachineToken(context: IssuerContext, { scopes = context.scopes }: MintTokenOptions) {
  const { profile, keys } = context
  const facts = tokenFacts(context, {
    grant: 'client_credentials',
    clientId: profile.machineClientId,
    user: undefined,
    scopes: scopes.map((scope) => nameInToken(context, scope)),
    authTime: undefined,
    sessionId: randomUUID(),
  })
  return signToken(profile, keys, 'access', profile.accessTokenClaims(facts))
}

function nameInToken(context: IssuerContext, scope: string): string {
  return openIdScopes.some((name) => name === scope) ? scope : fullScopeName(context, scope)
}

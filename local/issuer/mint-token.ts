import { randomUUID } from 'node:crypto'
import { type IssuerContext, openIdScopes, wireScope } from './issuer-context.ts'
import { permissionsOf } from './issuer-user.ts'
import { signToken, type TokenUse } from './sign-token.ts'
import { tokenFacts } from './token-facts.ts'

export interface MintTokenOptions {
  readonly use: TokenUse
  /** E-mail; an account without a password is made if there is none. */
  readonly user: string
  /** Default: the groups the user is in. For this token only. */
  readonly groups?: readonly string[] | undefined
  /** Plain names. Default: every custom scope that the user may have, `openid`, `profile` and `email`. */
  readonly scopes?: readonly string[] | undefined
}

/** One token as a sign-in would give it, without the sign-in. */
export async function mintToken(context: IssuerContext, options: MintTokenOptions): Promise<string> {
  const { shape, keys, users } = context
  const account = await users.findOrCreate(options.user)
  const user = { ...account, groups: [...(options.groups ?? account.groups)] }
  const facts = tokenFacts(context, {
    user,
    scopes: (options.scopes ?? [...openIdScopes, ...permissionsOf(account, context.scopes)]).map((scope) =>
      onTheWire(context, scope),
    ),
    authTime: undefined,
    sessionId: randomUUID(),
  })
  const claims =
    options.use === 'id'
      ? shape.idTokenClaims({ ...facts, nonce: undefined, accessTokenHash: undefined })
      : shape.accessTokenClaims(facts)
  return signToken(shape, keys, options.use, claims)
}

function onTheWire(context: IssuerContext, scope: string): string {
  return openIdScopes.some((name) => name === scope) ? scope : wireScope(context, scope)
}

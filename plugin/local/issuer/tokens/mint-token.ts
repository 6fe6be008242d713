import type { TokenClaims } from '../../../../providers/issuer-profile.ts'
import type { TokenUse } from '../../../../providers/principal.ts'
import { mintToken as mint } from '../../../../tokens/mint-token.ts'
import { permissionsOf, toIssuerUser } from '../../../../tokens/permissions.ts'
import { openIdScopes } from '../../../../tokens/scope-names.ts'
import type { IssuerContext } from '../issuer-context.ts'

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
  /** Custom claims of this token, added to the user's as they are. */
  readonly claims?: TokenClaims | undefined
}

/** One token as a sign-in would give it, or as the machine client's own request for all its scopes would. */
export async function mintToken(context: IssuerContext, options: MintTokenOptions): Promise<string> {
  const { use, scopes, claims } = options
  if (options.client) return mint(context, { use, user: undefined, scopes: scopes ?? context.scopes, claims })
  const account = await context.users.findOrCreate(options.user)
  const user = { ...account, groups: options.groups ?? account.groups }
  return mint(context, {
    use,
    user: toIssuerUser(user, context.scopes),
    scopes: scopes ?? [...openIdScopes, ...permissionsOf(account, context.scopes)],
    claims,
  })
}

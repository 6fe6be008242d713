import type {
  AccessToken,
  Account,
  ClientCredentials,
  JWTStructured,
  KoaContextWithOIDC,
  UnknownObject,
} from 'oidc-provider'
import type { TokenClaims } from '../../providers/issuer-shape.ts'
import type { IssuerContext } from './issuer-context.ts'
import { toIssuerUser } from './issuer-user.ts'
import type { LocalUser } from './local-user.ts'
import { permittedScopes } from './permitted-scopes.ts'
import { accessTokenHash, signToken } from './sign-token.ts'
import { tokenFacts, uuidOf } from './token-facts.ts'

/** The local user behind a subject in the vendor's form. */
export function findUser({ users, shape }: IssuerContext, subject: string): LocalUser | undefined {
  return users.find(({ id }) => shape.subject(id) === subject)
}

/** The account as `oidc-provider` asks for it; its claims are those of the userinfo endpoint. */
export function findAccount(context: IssuerContext, subject: string): Account | undefined {
  const user = findUser(context, subject)
  if (!user) return undefined
  const claims = context.shape.userinfoClaims(toIssuerUser(user, context.scopes))
  return { accountId: subject, claims: async () => ({ ...claims, sub: subject }) }
}

/** Replaces header and claims of an access token by the vendor's, just before `oidc-provider` signs it. */
export function shapeAccessToken(
  context: IssuerContext,
  { oidc }: KoaContextWithOIDC,
  token: AccessToken | ClientCredentials,
  jwt: JWTStructured,
): void {
  const { shape } = context
  const user = 'accountId' in token ? findUser(context, token.accountId) : undefined
  if (!user) throw new Error('An access token was asked for a user who is not there.')
  const source = oidc.entities.AuthorizationCode ?? oidc.entities.RefreshToken
  // Again, since a refresh token may be older than what the user may do now. The answer names the scopes that are left.
  const scopes = permittedScopes(context, user, words(token.scope))
  token.scope = scopes.join(' ')
  const facts = tokenFacts(context, {
    user,
    scopes,
    authTime: source?.authTime,
    sessionId: uuidOf(source?.grantId ?? ''),
  })
  jwt.header = { typ: shape.headerType }
  replaceClaims(jwt.payload, shape.accessTokenClaims(facts))
}

/**
 * `oidc-provider` refuses to sign an access token without `aud`, and Cognito's have none. A member that is not enumerable
 * is seen by that check and is not written by JSON.stringify.
 */
function replaceClaims(payload: UnknownObject, claims: TokenClaims): void {
  for (const name of Object.keys(payload)) delete payload[name]
  Object.assign(payload, claims)
  if (payload.aud === undefined) {
    Object.defineProperty(payload, 'aud', { value: 'none', writable: true, enumerable: false })
  }
}

/**
 * Puts an id token in the vendor's form into an answer of the token endpoint. Done here since `oidc-provider` lets nobody
 * set an id token's header.
 */
export async function shapeIdToken(context: IssuerContext, ctx: KoaContextWithOIDC): Promise<void> {
  const answer = ctx.body as { id_token?: string; access_token: string; scope?: string } | undefined
  if (ctx.oidc?.route !== 'token' || !answer?.id_token) return
  const { AuthorizationCode, RefreshToken, Account } = ctx.oidc.entities
  const source = AuthorizationCode ?? RefreshToken
  const user = Account && findUser(context, Account.accountId)
  if (!source || !user) throw new Error('An id token was asked for a user who is not there.')
  const claims = context.shape.idTokenClaims({
    ...tokenFacts(context, {
      user,
      scopes: words(answer.scope),
      authTime: source.authTime,
      sessionId: uuidOf(source.grantId ?? ''),
    }),
    nonce: source.nonce,
    accessTokenHash: accessTokenHash(answer.access_token),
  })
  answer.id_token = await signToken(context.shape, context.keys, 'id', claims)
}

function words(text: string | undefined): string[] {
  return text?.split(' ').filter(Boolean) ?? []
}

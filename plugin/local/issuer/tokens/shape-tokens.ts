import type {
  AccessToken,
  Account,
  ClientCredentials,
  JWTStructured,
  KoaContextWithOIDC,
  UnknownObject,
} from 'oidc-provider'
import { customClaimsIn } from '../../../../providers/custom-claims.ts'
import type { TokenClaims, TokenFacts } from '../../../../providers/issuer-profile.ts'
import { isObject } from '../../../../providers/read-claim.ts'
import { permittedScopes, toIssuerUser } from '../../../../tokens/permissions.ts'
import { accessTokenHash, signToken } from '../../../../tokens/sign-token.ts'
import { tokenFacts, uuidOf } from '../../../../tokens/token-facts.ts'
import type { IssuerContext } from '../issuer-context.ts'
import type { LocalUser } from '../users/user-store.ts'
import { wrapOpaqueToken } from './opaque-token.ts'

/** The local user behind a subject in the vendor's form. */
export function findUser({ users, profile }: IssuerContext, subject: string): LocalUser | undefined {
  return users.find(({ id }) => profile.subject(id) === subject)
}

/** The account as `oidc-provider` asks for it; its claims are those of the userinfo endpoint. */
export function findAccount(context: IssuerContext, subject: string): Account | undefined {
  const user = findUser(context, subject)
  if (!user) return undefined
  const claims = context.profile.userinfoClaims(toIssuerUser(user, context.scopes))
  return { accountId: subject, claims: async () => ({ ...claims, sub: subject }) }
}

/** Replaces header and claims of an access token by the vendor's, just before `oidc-provider` signs it. */
export function shapeAccessToken(
  context: IssuerContext,
  { oidc }: KoaContextWithOIDC,
  token: AccessToken | ClientCredentials,
  jwt: JWTStructured,
): void {
  const { profile } = context
  const isMachine = token.kind === 'ClientCredentials'
  const user = 'accountId' in token ? findUser(context, token.accountId) : undefined
  if (!user && !isMachine) throw new Error('An access token was requested for a user who does not exist.')
  const source = oidc.entities.AuthorizationCode ?? oidc.entities.RefreshToken
  // Again, since a refresh token may be older than what the user may do now. The answer names the scopes that are left.
  const asked = words(token.scope)
  const scopes = user ? permittedScopes(context, user, asked) : asked
  token.scope = scopes.join(' ')
  const facts = tokenFacts(context, {
    grant: grantOf(oidc),
    clientId: token.clientId ?? profile.clientId,
    user: user && toIssuerUser(user, context.scopes),
    scopes,
    authTime: source?.authTime,
    sessionId: uuidOf(source?.grantId ?? ''),
  })
  jwt.header = { typ: profile.headerTypes.access }
  replaceClaims(jwt.payload, profile.accessTokenClaims(facts))
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

interface TokenAnswer {
  access_token: string
  id_token?: string
  readonly scope?: string
}

/** Puts the tokens in an answer of the token endpoint into the vendor's form, as far as `oidc-provider` has not. */
export async function shapeAnswer(context: IssuerContext, ctx: KoaContextWithOIDC): Promise<void> {
  if (ctx.oidc?.route === 'userinfo') return addCustomClaims(context, ctx)
  const answer = ctx.body as Partial<TokenAnswer> | undefined
  if (ctx.oidc?.route !== 'token' || !isTokenAnswer(answer)) return
  if (!answer.access_token.includes('.'))
    answer.access_token = await wrapOpaqueToken(answer.access_token, context.issuer)
  if (answer.id_token) answer.id_token = await shapeIdToken(context, ctx, answer)
}

/** `oidc-provider` passes on only the claims that it knows by their scopes. */
function addCustomClaims(context: IssuerContext, { body, oidc }: KoaContextWithOIDC): void {
  const user = oidc.entities.Account && findUser(context, oidc.entities.Account.accountId)
  if (user && isObject(body))
    Object.assign(body, customClaimsIn(context.profile.customClaims, user, 'userinfo'))
}

function isTokenAnswer(answer: Partial<TokenAnswer> | undefined): answer is TokenAnswer {
  return typeof answer?.access_token === 'string'
}

/** Signed again, since `oidc-provider` lets nobody set an id token's header. */
async function shapeIdToken(
  context: IssuerContext,
  { oidc }: KoaContextWithOIDC,
  answer: TokenAnswer,
): Promise<string> {
  const { AuthorizationCode, RefreshToken, Account } = oidc.entities
  const source = AuthorizationCode ?? RefreshToken
  const user = Account && findUser(context, Account.accountId)
  if (!source || !user) throw new Error('An id token was requested for a user who does not exist.')
  const claims = context.profile.idTokenClaims({
    ...tokenFacts(context, {
      grant: grantOf(oidc),
      clientId: source.clientId ?? context.profile.clientId,
      user: toIssuerUser(user, context.scopes),
      scopes: words(answer.scope),
      authTime: source.authTime,
      sessionId: uuidOf(source.grantId ?? ''),
    }),
    nonce: source.nonce,
    accessTokenHash: accessTokenHash(answer.access_token),
  })
  return signToken(context.profile, context.keys, 'id', claims)
}

function grantOf({ params }: KoaContextWithOIDC['oidc']): TokenFacts['grant'] {
  const grant = params?.grant_type
  return grant === 'refresh_token' || grant === 'client_credentials' ? grant : 'authorization_code'
}

function words(text: string | undefined): string[] {
  return text?.split(' ').filter(Boolean) ?? []
}

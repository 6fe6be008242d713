import type { AuthorizedCaller } from '../authorizer/authorizer.ts'
import type { AuthorizerContext } from '../authorizer/request/read-answer.ts'
import { localAccountId } from './event-request.ts'

/** Who may pass a closed route, as the event of the function behind it says. */
export type Authorized =
  | ({ readonly kind: 'jwt' } & AuthorizedCaller)
  /** The `context` that a Lambda authorizer answered. */
  | { readonly kind: 'request'; readonly context: AuthorizerContext }
  | { readonly kind: 'iam'; readonly accessKeyId: string }

/** `requestContext.authorizer` of payload format 2.0; types are kept. Without a context, `lambda` is null. */
export function authorizerOf(authorized: Authorized): object {
  switch (authorized.kind) {
    case 'jwt':
      return { jwt: { claims: authorized.stringClaims, scopes: authorized.scopes } }
    case 'request':
      return { lambda: authorized.context }
    case 'iam':
      return { iam: { ...localCaller, accessKey: authorized.accessKeyId } }
  }
}

/** `requestContext.authorizer` of payload format 1.0. That a Lambda authorizer's context is flat is inferred. */
export function authorizerInFormat1(authorized: Authorized): { readonly authorizer?: object } {
  switch (authorized.kind) {
    case 'jwt':
      return { authorizer: { claims: authorized.stringClaims, scopes: authorized.scopes } }
    case 'request':
      return { authorizer: { ...authorized.context } }
    case 'iam':
      return {}
  }
}

/** The members of `requestContext.identity` of payload format 1.0 that only a signed request has. */
export function identityInFormat1(authorized: Authorized | undefined): object {
  if (authorized?.kind !== 'iam') return {}
  const { accountId, userId, userArn } = localCaller
  return { accessKey: authorized.accessKeyId, accountId, caller: userId, user: userId, userArn }
}

const userId = 'AIDALOCALRUN000000000'

/** A user without a role or a Cognito identity, of the account that all events name. */
const localCaller = {
  accessKey: '',
  accountId: localAccountId,
  callerId: userId,
  cognitoIdentity: null,
  principalOrgId: null,
  userArn: `arn:aws:iam::${localAccountId}:user/local`,
  userId,
}

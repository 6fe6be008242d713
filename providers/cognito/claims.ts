import { readKind } from '../caller-kind.ts'
import type { Principal, TokenUse } from '../principal.ts'
import type { ReaderInput } from '../principal-parts.ts'
import { idPrincipal, readBasePrincipal, readScopes, readSoleAudience } from '../principal-parts.ts'
import { readText } from '../read-claim.ts'
import { tokenUseUnknown } from '../token-use.ts'

/**
 * Reads the claims of an Amazon Cognito user pool.
 *
 * `token_use` alone decides, since a pre token generation trigger may put nearly any other claim into either token.
 * An access token has no `aud` unless it is bound to a resource. Group names come from `cognito:groups` only.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 * @throws {ClaimsError} see {@link ClaimsErrorCode}; the caller must be answered with 401.
 */
export function readCognitoClaims(input: ReaderInput): Principal {
  return readTokenUse(input) === 'id' ? readIdToken(input) : readAccessToken(input)
}

function readTokenUse({ claims }: ReaderInput): TokenUse {
  const use = readText(claims, 'token_use')
  if (use === 'id' || use === 'access') return use
  throw tokenUseUnknown('its claim token_use is neither id nor access')
}

function readIdToken(input: ReaderInput): Principal {
  return idPrincipal(input, readBase(input, readSoleAudience(input)), 'cognito:username')
}

function readAccessToken(input: ReaderInput): Principal {
  const base = readBase(input, readText(input.claims, 'client_id'))
  const username = readText(input.claims, 'username')
  return {
    ...base,
    tokenUse: 'access',
    // A machine-to-machine token has no user name, and the client's id as its subject.
    kind: readKind(input.claims, base.clientId, username !== undefined),
    username,
    scopes: readScopes(input, 'scope'),
  }
}

function readBase(input: ReaderInput, clientId: string | undefined) {
  return readBasePrincipal(input, { provider: 'cognito', clientId, groupsClaim: 'cognito:groups' })
}

import { readKind } from '../caller-kind.ts'
import { ClaimsError, checkProvider } from '../claims-error.ts'
import type { Principal, TokenUse } from '../principal.ts'
import type { ReaderInput } from '../principal-parts.ts'
import {
  idPrincipal,
  readBasePrincipal,
  readIssuer,
  readScopes,
  readSoleAudience,
} from '../principal-parts.ts'
import { readText } from '../read-claim.ts'
import { decideTokenUse, findMarks, idMarks, tokenUseUnknown } from '../token-use.ts'

const accessMarks = ['cid', 'scp']

const issuerPattern = /^https?:\/\/[^/?#]+(\/oauth2\/[^/?#]+)?$/

/**
 * Reads the claims of an Okta authorization server.
 *
 * An access token names its client in `cid`; an id token's `jti` starts with `ID.`. The two disagree on `sub`: a
 * user's login in the access token, which can be renamed, and the user id in the id token. The access token has that
 * id in `uid`, so `uid` is the subject there, and both tokens of one user give one principal key. Without `uid` an
 * access token is a client's own. Groups come from `groupsClaim`, by default `groups`.
 *
 * Access tokens of the org authorization server are refused: Okta signs them with a key that it does not publish and
 * may change what is in them. Its id tokens are read.
 *
 * @see https://developer.okta.com/docs/concepts/auth-servers/
 * @see https://developer.okta.com/docs/concepts/oauth-claims/
 * @throws {ClaimsError} see {@link ClaimsErrorCode}; the caller must be answered with 401.
 */
export function readOktaClaims(input: ReaderInput): Principal {
  const server = readServer(input)
  const use = readTokenUse(input)
  if (use === 'id') return readIdToken(input)
  if (server === 'custom') return readAccessToken(input)
  throw new ClaimsError(
    'ERR_ISSUER_UNSUPPORTED',
    "The claim iss is that of Okta's org authorization server, whose access tokens are for Okta alone. " +
      'Ask a custom authorization server for the token, such as /oauth2/default.',
  )
}

function readServer(input: ReaderInput): 'org' | 'custom' {
  const shape = issuerPattern.exec(readIssuer(input))
  if (shape !== null) return shape[1] === undefined ? 'org' : 'custom'
  throw new ClaimsError(
    'ERR_ISSUER_UNSUPPORTED',
    'The claim iss is not https://, a domain and /oauth2/ with a server id, as an Okta authorization server signs it. ' +
      checkProvider,
  )
}

function readTokenUse({ claims }: ReaderInput): TokenUse {
  const tokenId = readText(claims, 'jti') ?? ''
  const forAccess = findMarks(claims, accessMarks)
  const forId = findMarks(claims, idMarks)
  if (tokenId.startsWith('AT.')) forAccess.push('jti')
  if (tokenId.startsWith('ID.')) forId.push('jti')
  const use = decideTokenUse(forAccess, forId)
  // Other marks may contradict, but only these two are in every such token of Okta and nobody else's.
  if (use === 'access' ? forAccess.includes('cid') : forId.includes('jti')) return use
  throw tokenUseUnknown('it has neither cid nor a jti that starts with ID.')
}

function readIdToken(input: ReaderInput): Principal {
  return idPrincipal(input, readBase(input, readSoleAudience(input)), 'preferred_username')
}

function readAccessToken(input: ReaderInput): Principal {
  const { claims } = input
  const [userId, clientId] = [readText(claims, 'uid'), readText(claims, 'cid')]
  const kind = readKind(claims, clientId, userId !== undefined)
  return {
    ...readBase(input, clientId, userId),
    tokenUse: 'access',
    kind,
    username: kind === 'user' ? readText(claims, 'sub') : undefined,
    scopes: readScopes(input, 'scp'),
  }
}

function readBase(input: ReaderInput, clientId: string | undefined, subject?: string) {
  return readBasePrincipal(input, {
    provider: 'okta',
    subject,
    clientId,
    groupsClaim: input.groupsClaim ?? 'groups',
  })
}

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
import { readList } from '../read-list.ts'
import { decideTokenUse, findMarks, idMarks, tokenUseUnknown } from '../token-use.ts'

// Auth0 keeps the first and third for itself: no Action can add one. `scope`, `nickname` and `updated_at` are not on
// that list, so those only speak where none of the reserved access claims does. `sid` is in id tokens, as are the claims of the
// scopes `email` and `profile`; they prove nothing against an access token that says so itself, as every one does in `azp` or
// `client_id`.
const accessProofs = ['azp', 'client_id', 'gty', 'permissions']
const accessHints = ['scope']
const idHints = ['sid', 'nickname', 'updated_at', 'email', 'name', 'given_name', 'family_name', 'picture']

const issuerPattern = /^https?:\/\/[^/?#]+\/$/

/**
 * Reads the claims of an Auth0 issuer, in the Auth0 and in the RFC 9068 token profile.
 *
 * Auth0 has no claim that names the token use, so it is decided by evidence: an access token names its client in
 * `azp` or `client_id`, which no id token has. Groups come from `groupsClaim`, a namespaced claim that an Action
 * sets; there is no default. `username` is the nickname, which is not unique.
 *
 * @see https://auth0.com/docs/secure/tokens/access-tokens/access-token-profiles
 * @see https://auth0.com/docs/secure/tokens/json-web-tokens/create-custom-claims
 * @throws {ClaimsError} see {@link ClaimsErrorCode}; the caller must be answered with 401.
 */
export function readAuth0Claims(input: ReaderInput): Principal {
  const issuer = readAuth0Issuer(input)
  return readTokenUse(input, issuer) === 'id' ? readIdToken(input) : readAccessToken(input)
}

function readAuth0Issuer(input: ReaderInput): string {
  const issuer = readIssuer(input)
  if (issuerPattern.test(issuer)) return issuer
  throw new ClaimsError(
    'ERR_ISSUER_UNSUPPORTED',
    'The claim iss is not a domain between https:// and one slash, as an Auth0 tenant signs it. ' +
      checkProvider,
  )
}

function readTokenUse(input: ReaderInput, issuer: string): TokenUse {
  const { claims } = input
  const proofs = findMarks(claims, accessProofs)
  if (readList(claims, 'aud').includes(`${issuer}userinfo`)) proofs.push('aud')
  if (proofs.length > 0) return decideTokenUse(proofs, findMarks(claims, idMarks))
  const use = decideTokenUse(findMarks(claims, accessHints), findMarks(claims, [...idMarks, ...idHints]))
  if (use === 'access' || readSoleAudience(input) !== undefined) return use
  throw tokenUseUnknown('it has the marks of an id token, but not exactly one audience')
}

function readIdToken(input: ReaderInput): Principal {
  return idPrincipal(input, readBase(input, readSoleAudience(input)), 'nickname')
}

function readAccessToken(input: ReaderInput): Principal {
  const clientId = readText(input.claims, 'azp') ?? readText(input.claims, 'client_id')
  const base = readBase(input, clientId)
  return {
    ...base,
    tokenUse: 'access',
    // A user's subject starts with the connection and a bar. A client's ends with `@clients`, or is the bare client id where the
    // tenant drops that; `gty` is missing in the RFC 9068 profile.
    kind: readKind(input.claims, clientId, base.subject.includes('|')),
    username: undefined,
    scopes: readScopes(input, 'scope'),
  }
}

function readBase(input: ReaderInput, clientId: string | undefined) {
  const { groupsClaim } = input
  return readBasePrincipal(input, {
    provider: 'auth0',
    clientId,
    groupsClaim,
    permissionsClaim: 'permissions',
  })
}

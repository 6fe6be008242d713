import { ClaimsError } from '../claims-error.ts'
import type { Principal, TokenUse } from '../principal.ts'
import type { ReaderInput } from '../principal-parts.ts'
import {
  readBasePrincipal,
  readIssuer,
  readProfile,
  readScopes,
  readSoleAudience,
} from '../principal-parts.ts'
import { readText } from '../read-claim.ts'
import { readList } from '../read-list.ts'
import { decideTokenUse, findMarks, tokenUseUnknown } from '../token-use.ts'

// Auth0 keeps the first and third for itself: no Action can add one. `scope`, `nickname` and `updated_at` are not on
// that list, so those only speak where none of the reserved access claims does. `sid` is in id tokens, and proves
// nothing against an access token that says so itself.
const accessProofs = ['azp', 'client_id', 'gty', 'permissions']
const accessHints = ['scope']
const idProofs = ['nonce', 'at_hash', 'c_hash']
const idHints = ['sid', 'nickname', 'updated_at']

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
      'Check which provider the service is deployed for.',
  )
}

function readTokenUse(input: ReaderInput, issuer: string): TokenUse {
  const { claims } = input
  const proofs = findMarks(claims, accessProofs)
  if (readList(claims, 'aud').includes(`${issuer}userinfo`)) proofs.push('aud')
  if (proofs.length > 0) return decideTokenUse(proofs, findMarks(claims, idProofs))
  const use = decideTokenUse(findMarks(claims, accessHints), findMarks(claims, [...idProofs, ...idHints]))
  if (use === 'access' || readSoleAudience(input) !== undefined) return use
  throw tokenUseUnknown('it has the marks of an id token, but not exactly one audience')
}

function readIdToken(input: ReaderInput): Principal {
  return {
    ...readBase(input, readSoleAudience(input)),
    tokenUse: 'id',
    kind: 'user',
    username: readText(input.claims, 'nickname'),
    ...readProfile(input),
  }
}

function readAccessToken(input: ReaderInput): Principal {
  const clientId = readText(input.claims, 'azp') ?? readText(input.claims, 'client_id')
  const base = readBase(input, clientId)
  return {
    ...base,
    tokenUse: 'access',
    kind: isClient(input, base.subject, clientId) ? 'client' : 'user',
    username: undefined,
    scopes: readScopes(input, 'scope'),
  }
}

// `gty` is missing in the RFC 9068 profile, and a tenant may drop the suffix of the subject, which is then the bare
// client id. A user's subject starts with the connection and a bar.
function isClient({ claims }: ReaderInput, subject: string, clientId: string | undefined): boolean {
  const isMachineGrant = readText(claims, 'gty') === 'client-credentials'
  return isMachineGrant || subject.endsWith('@clients') || subject === clientId
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

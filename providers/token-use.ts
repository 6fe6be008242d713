import { ClaimsError } from './claims-error.ts'
import type { Claims, TokenUse } from './principal.ts'
import { isStated } from './read-claim.ts'

/** Which of `names` the token states: its marks of one token use. */
export function findMarks(claims: Claims, names: readonly string[]): string[] {
  return names.filter((name) => isStated(claims, name))
}

/**
 * Decides between an id and an access token by the names of the claims that mark each.
 *
 * @throws {ClaimsError} `ERR_TOKEN_USE_CONFLICTING` when there are marks of both, `ERR_TOKEN_USE_UNKNOWN` when
 * there are none.
 */
export function decideTokenUse(accessMarks: readonly string[], idMarks: readonly string[]): TokenUse {
  if (accessMarks.length > 0 && idMarks.length > 0) throw conflicting(accessMarks, idMarks)
  if (accessMarks.length > 0) return 'access'
  if (idMarks.length > 0) return 'id'
  throw tokenUseUnknown('it has the marks of neither')
}

/** The error for a token that cannot be told; `found` says why, without a claim's value. */
export function tokenUseUnknown(found: string): ClaimsError {
  return new ClaimsError(
    'ERR_TOKEN_USE_UNKNOWN',
    `The token is neither clearly an id token nor an access token of this provider: ${found}. ` +
      'Send one of those, and check which provider the service is deployed for.',
  )
}

function conflicting(accessMarks: readonly string[], idMarks: readonly string[]): ClaimsError {
  return new ClaimsError(
    'ERR_TOKEN_USE_CONFLICTING',
    `The token has marks of an access token (${accessMarks.join(', ')}) and of an id token (${idMarks.join(', ')}). ` +
      'If a custom claim has one of these names, rename it.',
  )
}

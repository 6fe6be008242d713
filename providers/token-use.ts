import { ClaimsError, checkProvider } from './claims-error.ts'
import type { Claims, TokenUse } from './principal.ts'
import { isStated } from './read-claim.ts'

/** The marks of an id token (OpenID Connect Core sections 2 and 3.3.2.11). */
export const idMarks = ['nonce', 'at_hash', 'c_hash']

/** Stands for the setting in an error's list of marks. */
const settingMark = ['the setting tokenUse']

/** Which of `names` the token states: its marks of one token use. */
export function findMarks(claims: Claims, names: readonly string[]): string[] {
  return names.filter((name) => isStated(claims, name))
}

/**
 * Decides between an id and an access token by the names of the claims that mark each.
 *
 * @param setting What the deploy says the issuer's tokens are. It decides where there are marks of neither or of both.
 * @throws {ClaimsError} `ERR_TOKEN_USE_CONFLICTING` when there are marks of both, or only of the use that the setting
 * excludes; `ERR_TOKEN_USE_UNKNOWN` when there are none. Neither is thrown where the setting decides.
 */
export function decideTokenUse(
  accessMarks: readonly string[],
  idMarks: readonly string[],
  setting?: TokenUse | undefined,
): TokenUse {
  const [isAccess, isId] = [accessMarks.length > 0, idMarks.length > 0]
  if (isAccess === isId) {
    if (setting) return setting
    throw isAccess ? conflicting(accessMarks, idMarks) : tokenUseUnknown('it has the marks of neither')
  }
  const use = isAccess ? 'access' : 'id'
  if (!setting || setting === use) return use
  throw isAccess ? conflicting(accessMarks, settingMark) : conflicting(settingMark, idMarks)
}

/** The error for a token that cannot be told; `found` says why, without a claim's value. */
export function tokenUseUnknown(found: string): ClaimsError {
  return new ClaimsError(
    'ERR_TOKEN_USE_UNKNOWN',
    `The token is neither clearly an id token nor an access token of this provider: ${found}. Send one of those. ${checkProvider}`,
  )
}

/** The error for a token with marks of both; the setting `tokenUse` is one too. */
function conflicting(accessMarks: readonly string[], idMarks: readonly string[]): ClaimsError {
  return new ClaimsError(
    'ERR_TOKEN_USE_CONFLICTING',
    `The token has marks of an access token (${accessMarks.join(', ')}) and of an id token (${idMarks.join(', ')}). ` +
      'If a custom claim has one of these names, rename it.',
  )
}

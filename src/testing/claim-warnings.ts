import type { IssuerProfile, TokenClaims } from '../../providers/issuer-profile.ts'
import type { TokenUse } from '../../providers/principal.ts'
import { claimsOf, type Mint, type MintTokenOptions } from '../../tokens/mint-token.ts'
import { TestKitError } from './test-kit-error.ts'
import type { UserTokenOptions } from './users.ts'

/** Told of what a test asks for and the provider never issues, so that the test shows nothing about the deployed service. */
export type OnWarning = (warning: TestKitError) => void

/** Prints it, once for each text. */
export const printWarning: OnWarning = ({ code, message }) => {
  process.emitWarning(message, { type: 'TestKitWarning', code })
}

/** Warns of each claim that this token would not have at the provider. */
export function warnOfClaims(
  provider: string,
  mint: Mint,
  minted: MintTokenOptions,
  { permissions }: Pick<UserTokenOptions, 'permissions'>,
  onWarning: OnWarning,
): void {
  const { claims = {} } = minted
  const use = minted.user ? minted.use : 'access'
  const own: TokenClaims = claimsOf(mint, minted)
  const added = Object.keys(claims).filter((name) => claims[name] !== undefined && !Object.hasOwn(own, name))
  const never = added.filter((name) => isNeverIssued(mint.profile, name, use))
  if (permissions && !Object.hasOwn(own, 'permissions')) never.push('permissions')
  for (const name of never) onWarning(neverIssued(provider, name, use))
}

/** By the same rules as a local user's custom claims. A field of the user, such as the email, may be added to any token. */
function isNeverIssued({ customClaims }: IssuerProfile, name: string, use: TokenUse): boolean {
  const { own, leftOut, isIn } = customClaims
  return own.includes(name) || leftOut(name) !== undefined || !isIn(name, use)
}

function neverIssued(provider: string, name: string, use: TokenUse): TestKitError {
  return new TestKitError(
    'ERR_CLAIM_NEVER_ISSUED',
    `The claim '${name}' is in no ${use} token of ${provider}. ` +
      'A test with it shows nothing about the deployed service. Use the name that the tenant really adds.',
  )
}

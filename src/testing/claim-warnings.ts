import type { TokenClaims } from '../../providers/issuer-profile.ts'
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
  { claims = {}, permissions }: Pick<UserTokenOptions, 'claims' | 'permissions'>,
  onWarning: OnWarning,
): void {
  const own: TokenClaims = claimsOf(mint, minted)
  const use = minted.user ? minted.use : 'access'
  const added = Object.keys(claims).filter((name) => claims[name] !== undefined && !Object.hasOwn(own, name))
  const never = added.filter((name) => !mint.profile.mayAddClaim(name, use))
  if (permissions && !Object.hasOwn(own, 'permissions')) never.push('permissions')
  for (const name of never) onWarning(neverIssued(provider, name, use))
}

function neverIssued(provider: string, name: string, use: string): TestKitError {
  return new TestKitError(
    'ERR_CLAIM_NEVER_ISSUED',
    `The claim '${name}' is in no ${use} token of ${provider}, which keeps the name to itself or does not know it. ` +
      'A test with it shows nothing about the deployed service. Use the name that the tenant really adds.',
  )
}

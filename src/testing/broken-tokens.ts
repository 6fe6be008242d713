import { type BrokenTokenName, brokenTokenGroups } from '../../authorizer/broken-tokens/all.ts'
import type { BrokenToken } from '../../authorizer/broken-tokens/broken-token.ts'
import type { TokenCheck } from '../../authorizer/refusal.ts'
import { TestKitError } from './test-kit-error.ts'

/** One way to break a token, and what API Gateway answers. */
export interface BrokenTokenInfo {
  readonly id: BrokenTokenName
  readonly title: string
  /** The check that refuses it. Those before it pass. */
  readonly check: TokenCheck
  /** 403 where a scope is missing, else 401. */
  readonly status: 401 | 403
  /** `error` of the `www-authenticate` header; undefined where no token was sent. */
  readonly error: 'invalid_token' | 'insufficient_scope' | undefined
}

const recipes: readonly BrokenToken<BrokenTokenName>[] = brokenTokenGroups.flatMap(({ tokens }) => tokens)

/** All that `issuer.broken` can make, in the order of the checks. Those of the check `scope` need a route with scopes. */
export const brokenTokens: readonly BrokenTokenInfo[] = recipes.map(({ id, title, check }) => ({
  ...{ id, title, check },
  status: check === 'scope' ? 403 : 401,
  error: errorOf(check),
}))

function errorOf(check: TokenCheck): BrokenTokenInfo['error'] {
  if (check === 'identity source') return undefined
  return check === 'scope' ? 'insufficient_scope' : 'invalid_token'
}

/** @throws {TestKitError} `ERR_BROKEN_TOKEN_UNKNOWN` */
export function findRecipe(name: BrokenTokenName): BrokenToken<BrokenTokenName> {
  const found = recipes.find(({ id }) => id === name)
  if (found) return found
  const known = recipes.map(({ id }) => id).join(', ')
  throw new TestKitError(
    'ERR_BROKEN_TOKEN_UNKNOWN',
    `There is no broken token '${name}'. Use one of: ${known}.`,
  )
}

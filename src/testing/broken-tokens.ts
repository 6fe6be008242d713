import { type BrokenTokenName, brokenTokenGroups } from '../../authorizer/broken-tokens/all.ts'
import type { BrokenToken } from '../../authorizer/broken-tokens/broken-token.ts'
import { decodeToken } from '../../authorizer/decode-token.ts'
import { readToken } from '../../authorizer/identity-source.ts'
import { challenge, descriptions, type Refusal, type TokenCheck } from '../../authorizer/refusal.ts'
import { TestKitError } from './test-kit-error.ts'
import { unsignedToken } from './unsigned-token.ts'

/** One way to break a token, and what API Gateway answers. */
export interface BrokenTokenInfo {
  readonly id: BrokenTokenName
  readonly title: string
  /** The check that refuses it. Those before it pass. */
  readonly check: TokenCheck
  /** 403 where a scope is missing, else 401. */
  readonly status: 401 | 403
  /** The `www-authenticate` header on a route with these `authorizationScopes`. @param scopes @default none */
  wwwAuthenticate(scopes?: readonly string[]): string
}

const recipes: readonly BrokenToken<BrokenTokenName>[] = brokenTokenGroups.flatMap(({ tokens }) => tokens)

/** All that `issuer.broken` can make, in the order of the checks. Those of the check `scope` need a route with scopes. */
export const brokenTokens: readonly BrokenTokenInfo[] = recipes.map((recipe) => ({
  ...{ id: recipe.id, title: recipe.title, check: recipe.check },
  status: recipe.check === 'scope' ? 403 : 401,
  wwwAuthenticate: (scopes = []) =>
    challenge({ error: errorOf(recipe.check), description: describe(recipe) }, scopes),
}))

function errorOf(check: TokenCheck): Refusal['error'] {
  if (check === 'identity source') return 'missing'
  return check === 'scope' ? 'insufficient_scope' : 'invalid_token'
}

/** What cannot be decoded is so in two ways, which the text alone shows. */
function describe({ check, make }: BrokenToken): string {
  if (check !== 'decode') return descriptions[check]
  const text = unsignedToken({})
  const value = make({ text, header: {}, claims: {} }, noIssuer)
  const decoded = decodeToken(String(readToken(value)))
  return decoded.kind === 'refused' ? decoded.description : descriptions.decode
}

const noIssuer = {
  authorizer: { kind: 'jwt', name: 'test', issuer: '', audience: [], identitySource: '' },
  now: 0,
  sign: () => '',
  signElsewhere: () => '',
} as const

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

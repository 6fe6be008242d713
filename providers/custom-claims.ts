import type {
  ClaimPlace,
  CustomClaimRules,
  IssuerProfile,
  IssuerUser,
  TokenClaims,
} from './issuer-profile.ts'

/** What can be said of the name of a custom claim. `reserved` would break the token; `left out` never gets into one. */
export interface ClaimVerdict {
  readonly kind: 'reserved' | 'left out' | 'caution'
  readonly text: string
}

/** The token's own (RFC 7519 section 4.1, RFC 9068 section 2.2, OpenID Connect Core section 2), and those that scopes stand in. */
const reserved: ReadonlySet<string> = new Set([
  ...['iss', 'sub', 'aud', 'exp', 'iat', 'nbf', 'jti', 'azp', 'client_id', 'scope', 'scp', 'nonce'],
  ...['auth_time', 'at_hash', 'c_hash', 'token_use', 'typ', 'cnf'],
])

/** Those that a field of the user gives. */
const fields: Readonly<Record<string, string>> = {
  email: 'email',
  email_verified: 'email',
  name: 'name',
  given_name: 'name',
  family_name: 'name',
  permissions: 'permissions',
}

/** Undefined for a name that needs no word. */
export function judgeClaim(
  { customClaims, groupsClaim }: Pick<IssuerProfile, 'customClaims' | 'groupsClaim'>,
  name: string,
): ClaimVerdict | undefined {
  if (reserved.has(name) || customClaims.own.includes(name))
    return { kind: 'reserved', text: `${name} belongs to the token itself and cannot be a custom claim` }
  const field = name === groupsClaim ? 'groups' : Object.hasOwn(fields, name) ? fields[name] : undefined
  if (field !== undefined)
    return { kind: 'reserved', text: `${name} cannot be a custom claim: it comes from the user's ${field}` }
  const leftOut = customClaims.leftOut(name)
  if (leftOut !== undefined) return { kind: 'left out', text: leftOut }
  const caution = customClaims.caution(name)
  return caution === undefined ? undefined : { kind: 'caution', text: caution }
}

/** The custom claims of a user that this kind of document has. */
export function customClaimsIn(
  rules: CustomClaimRules,
  user: Pick<IssuerUser, 'claims'> | undefined,
  place: ClaimPlace,
): TokenClaims {
  const entries = Object.entries(user?.claims ?? {})
    .filter(([name]) => rules.leftOut(name) === undefined && rules.isIn(name, place))
    .map(([name, value]) => [name, rules.toValue(name, value)] as const)
  return Object.fromEntries(entries)
}

/** Whether that is a custom attribute of a Cognito user pool. */
export function isPoolAttribute(name: string): boolean {
  return name.startsWith('custom:')
}

/** Of vendors that issue any claim that is configured, as it is, in both tokens and at userinfo. */
export const anyClaim: CustomClaimRules = {
  own: [],
  leftOut: (name) =>
    isPoolAttribute(name)
      ? `${name} is the name of a Cognito attribute, which no other provider issues`
      : undefined,
  caution: () => undefined,
  isIn: () => true,
  toValue: (_name, value) => value,
}

import fc from 'fast-check'
import type { Claims, ProviderName, TokenUse } from '../../../providers/index.ts'
import { anyText, asDecoded, claimName, jsonValue } from './arbitrary-claims.ts'

/** A legal token of one provider. */
export interface VendorToken {
  readonly provider: Exclude<ProviderName, 'oidc'>
  readonly use: TokenUse
  readonly claims: Claims
}

const word = fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/)
const seconds = fc.integer({ min: 0, max: 4_102_444_800 })
const scope = fc.array(word, { minLength: 1, maxLength: 4 })
const times = { iat: seconds, exp: seconds }
const profile = fc.record(
  { name: anyText, email: anyText, email_verified: fc.boolean(), picture: anyText },
  { requiredKeys: [] },
)

const pool = { iss: fc.constant('https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example'), ...times }
const tenant = { iss: word.map((host) => `https://${host}.eu.auth0.com/`), ...times }
const server = { iss: word.map((id) => `https://example.okta.com/oauth2/${id}`), ...times }
const groups = fc.array(anyText, { maxLength: 4 })

const cognitoId = fc.record(
  {
    ...pool,
    sub: word,
    aud: word,
    token_use: fc.constant('id'),
    'cognito:username': word,
    'cognito:groups': groups,
  },
  { requiredKeys: ['iss', 'iat', 'exp', 'sub', 'aud', 'token_use'] },
)
const cognitoAccess = fc.record(
  {
    ...pool,
    sub: word,
    token_use: fc.constant('access'),
    client_id: word,
    username: word,
    aud: fc.webUrl(),
    scope: scope.map((words) => words.join(' ')),
    version: fc.constant(2),
    'cognito:groups': groups,
  },
  { requiredKeys: ['iss', 'iat', 'exp', 'sub', 'token_use', 'client_id'] },
)
const auth0Id = fc.record(
  {
    ...tenant,
    sub: word,
    aud: word,
    sid: word,
    nonce: word,
    nickname: anyText,
    updated_at: word,
    at_hash: word,
  },
  { requiredKeys: ['iss', 'iat', 'exp', 'sub', 'aud', 'sid'] },
)
const auth0Access = fc
  .record(
    {
      ...tenant,
      sub: word,
      aud: fc.webUrl(),
      scope: scope.map((words) => words.join(' ')),
      permissions: scope,
    },
    { requiredKeys: ['iss', 'iat', 'exp', 'sub', 'aud'] },
  )
  .chain((claims) =>
    fc
      .oneof(fc.record({ azp: word }), fc.record({ client_id: word, jti: word }))
      .map((client) => ({ ...claims, ...client })),
  )
const oktaId = fc.record(
  {
    ...server,
    ver: fc.constant(1),
    sub: word,
    aud: word,
    jti: word.map((id) => `ID.${id}`),
    amr: scope,
    nonce: word,
    groups,
  },
  { requiredKeys: ['iss', 'iat', 'exp', 'ver', 'sub', 'aud', 'jti', 'amr'] },
)
const oktaAccess = fc.record(
  {
    ...server,
    ver: fc.constant(1),
    sub: word,
    aud: fc.webUrl(),
    jti: word.map((id) => `AT.${id}`),
    cid: word,
    scp: scope,
    uid: word,
    groups,
  },
  { requiredKeys: ['iss', 'iat', 'exp', 'ver', 'sub', 'aud', 'jti', 'cid', 'scp'] },
)

const legalTokens: readonly [VendorToken['provider'], TokenUse, fc.Arbitrary<object>][] = [
  ['cognito', 'id', cognitoId],
  ['cognito', 'access', cognitoAccess],
  ['auth0', 'id', auth0Id],
  ['auth0', 'access', auth0Access],
  ['okta', 'id', oktaId],
  ['okta', 'access', oktaAccess],
]

/** A token as the vendor documents it, with profile claims, and without custom ones. */
export const vendorToken: fc.Arbitrary<VendorToken> = fc.oneof(
  ...legalTokens.map(([provider, use, claims]) =>
    fc
      .tuple(profile, claims)
      .map(([added, own]) => ({ provider, use, claims: asDecoded({ ...added, ...own }) })),
  ),
)

// The claims that no custom claim can replace: at Cognito and Okta the few that decide, at Auth0 those of its list
// (https://auth0.com/docs/secure/tokens/json-web-tokens/create-custom-claims).
const reserved: Record<VendorToken['provider'], readonly string[]> = {
  cognito: ['token_use'],
  auth0: ['azp', 'client_id', 'gty', 'permissions', 'nonce', 'sid', 'at_hash', 'c_hash', 'jti'],
  okta: ['jti'],
}
const always = ['iss', 'sub', 'aud', 'iat', 'exp']
const marks = [
  'scope',
  'scp',
  'cid',
  'uid',
  'azp',
  'client_id',
  'gty',
  'permissions',
  'username',
  'token_use',
  'nonce',
]
const customName = fc.oneof(
  claimName,
  fc.constantFrom(...marks, 'sid', 'at_hash', 'nickname', 'updated_at', 'amr', 'idp'),
)

// Custom claims that look like a mark of the other use: for these a token may be refused, but not misread.
const misleading: Record<VendorToken['provider'], readonly string[]> = {
  cognito: [],
  auth0: ['scope'],
  okta: ['cid', 'scp', 'nonce', 'at_hash'],
}

/** A legal token to which its tenant added claims of any name that the vendor lets it choose. */
export const customizedToken: fc.Arbitrary<VendorToken & { readonly isMisleading: boolean }> = fc
  .tuple(vendorToken, fc.array(fc.tuple(customName, jsonValue), { maxLength: 5 }))
  .map(([token, custom]) => {
    const kept = [...always, ...reserved[token.provider]]
    const added = custom.filter(([claim]) => !kept.includes(claim))
    const claims = asDecoded(Object.fromEntries([...Object.entries(token.claims), ...added]))
    const isMisleading = added.some(([claim]) => misleading[token.provider].includes(claim))
    return { ...token, claims, isMisleading }
  })

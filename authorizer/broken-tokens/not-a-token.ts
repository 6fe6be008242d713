import type { BrokenToken } from './broken-token.ts'

/** Something other than the token. */
export const notTokens = [
  brokenToken('no-header', 'No token at all', 'no-token', () => undefined),
  brokenToken('undefined', 'The word undefined', 'placeholder', () => 'Bearer undefined'),
  brokenToken('template', 'A template variable not filled in', 'placeholder', () => 'Bearer {{token}}'),
  brokenToken('shell-variable', 'A shell variable in single quotes', 'placeholder', () => 'Bearer $TOKEN'),
  brokenToken(
    'whole-answer',
    'The whole response of the token endpoint',
    'whole-answer-copied',
    ({ text }) => `Bearer {"access_token":"${text}","token_type":"Bearer"}`,
  ),
  brokenToken('basic', 'A user name and password', 'another-scheme', () => 'Basic bWlyYTpzZWNyZXQ='),
  brokenToken('code', 'The authorization code', 'authorization-code', () => `Bearer ${crypto.randomUUID()}`),
  brokenToken(
    'opaque',
    'An opaque token',
    'opaque-token',
    () => 'Bearer QXhKp3YwUfQm7sJ9zTt0b1c2d3e4f5g6h7i8j9k0l1M',
  ),
  brokenToken(
    'google',
    'A Google access token',
    'google-access-token',
    () => 'Bearer ya29.a0ExampleGoogleToken',
  ),
  brokenToken(
    'refresh-auth0',
    'An Auth0 refresh token',
    'refresh-token',
    () => 'Bearer v1.MjAyNi1leGFtcGxlLXRva2Vu',
  ),
  brokenToken('refresh-cognito', 'A Cognito refresh token', 'refresh-token', () =>
    encrypted({ cty: 'JWT', enc: 'A256GCM', alg: 'RSA-OAEP' }),
  ),
  brokenToken('encrypted', 'An encrypted token', 'encrypted-token', () =>
    encrypted({ alg: 'RSA-OAEP-256', enc: 'A128CBC-HS256', kid: 'encryption-key' }),
  ),
] as const satisfies readonly BrokenToken[]

function brokenToken<const Id extends string>(
  id: Id,
  title: string,
  fix: string,
  make: BrokenToken['make'],
): BrokenToken<Id> {
  return {
    id,
    title,
    check: fix === 'no-token' ? 'identity source' : 'decode',
    fixes: [fix],
    needsIssuer: false,
    make,
  }
}

/** A compact JWE (RFC 7516): five parts, of which only the header can be read. */
function encrypted(header: object): string {
  const head = Buffer.from(JSON.stringify(header)).toString('base64url')
  return `Bearer ${head}..aXY.dGV4dA.dGFn`
}

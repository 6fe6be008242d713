import type { BrokenToken } from './broken-token.ts'

/** What is sent by people who have another text in their hands than the token. */
export const otherTexts: readonly BrokenToken[] = [
  recipe('no-header', 'No token at all', 'no-token', () => undefined),
  recipe('undefined', 'The word undefined', 'placeholder', () => 'Bearer undefined'),
  recipe('template', 'A variable not filled in', 'placeholder', () => 'Bearer {{token}}'),
  recipe('shell-variable', 'A shell variable in single quotes', 'placeholder', () => 'Bearer $TOKEN'),
  recipe(
    'whole-answer',
    'The whole answer of the token endpoint',
    'whole-answer-copied',
    ({ text }) => `Bearer {"access_token":"${text}","token_type":"Bearer"}`,
  ),
  recipe('basic', 'A user and a password', 'another-scheme', () => 'Basic bWlyYTpzZWNyZXQ='),
  recipe('code', 'The authorization code', 'authorization-code', () => `Bearer ${crypto.randomUUID()}`),
  recipe(
    'opaque',
    'An opaque token',
    'opaque-token',
    () => 'Bearer QXhKp3YwUfQm7sJ9zTt0b1c2d3e4f5g6h7i8j9k0l1M',
  ),
  recipe(
    'google',
    'An access token of Google',
    'google-access-token',
    () => 'Bearer ya29.a0ExampleGoogleToken',
  ),
  recipe(
    'refresh-auth0',
    'A refresh token of Auth0',
    'refresh-token',
    () => 'Bearer v1.MjAyNi1leGFtcGxlLXRva2Vu',
  ),
  recipe('refresh-cognito', 'A refresh token of Cognito', 'refresh-token', () =>
    encrypted({ cty: 'JWT', enc: 'A256GCM', alg: 'RSA-OAEP' }),
  ),
  recipe('encrypted', 'An encrypted token', 'encrypted-token', () =>
    encrypted({ alg: 'RSA-OAEP-256', enc: 'A128CBC-HS256', kid: 'encryption-key' }),
  ),
]

function recipe(id: string, title: string, fix: string, make: BrokenToken['make']): BrokenToken {
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

import { base64url } from '../keys.ts'
import { authorizers, type RefusedToken } from './refused-token.ts'

/** Tokens that were never meant to be a signed JWT. */
export const opaqueTokens: readonly RefusedToken[] = [
  {
    what: 'an opaque Auth0 token',
    tenant: 'auth0',
    value: `Bearer ${encrypted({ alg: 'dir', enc: 'A256GCM', iss: authorizers.auth0.issuer })}`,
    check: 'decode',
    fix: 'auth0-opaque-token',
  },
  {
    what: 'a refresh token of Cognito',
    tenant: 'cognito',
    value: `Bearer ${encrypted({ cty: 'JWT', enc: 'A256GCM', alg: 'RSA-OAEP' })}`,
    check: 'decode',
    fix: 'refresh-token',
  },
  {
    what: 'a refresh token of Auth0',
    tenant: 'auth0',
    value: 'Bearer v1.MjAyNi1leGFtcGxlLXJlZnJlc2gtdG9rZW4',
    check: 'decode',
    fix: 'refresh-token',
  },
  {
    what: 'an encrypted token',
    tenant: 'auth0',
    value: `Bearer ${encrypted({ alg: 'RSA-OAEP-256', enc: 'A128CBC-HS256', kid: 'encryption-key' })}`,
    check: 'decode',
    fix: 'encrypted-token',
  },
  {
    what: 'a Google access token',
    tenant: 'cognito',
    value: 'Bearer ya29.a0ExampleGoogleToken',
    check: 'decode',
    fix: 'google-access-token',
  },
  {
    what: 'an authorization code',
    tenant: 'cognito',
    value: 'Bearer 0f6c1a9e-7a3b-4c56-9d2e-3a5f8b7c6d5e',
    check: 'decode',
    fix: 'authorization-code',
  },
  {
    what: 'a refresh token of Okta',
    tenant: 'okta',
    value: 'Bearer QXhKp3YwUfQm7sJ9zTt0b1c2d3e4f5g6h7i8j9k0l1M',
    check: 'decode',
    fix: 'opaque-token',
  },
]

/** A compact JWE: five parts, of which only the header can be read. */
function encrypted(header: object): string {
  return [base64url(JSON.stringify(header)), '', 'aXY', 'dGV4dA', 'dGFn'].join('.')
}

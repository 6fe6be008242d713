import { logSafe } from '../../../authorizer/log-safe.ts'
import type { InspectedToken } from '../inspected-token.ts'
import type { KnownMistake } from './known-mistake.ts'

/** Tokens that are not signed JWTs and were never meant to be. */
export const opaqueMistakes: readonly KnownMistake[] = [
  {
    id: 'auth0-opaque-token',
    matches: (token) => isEncrypted(token, 'dir', 'A256GCM'),
    fix: logSafe`Auth0 issues an opaque access token, for its userinfo endpoint only, if the request named no API. Request an audience: audience=<API identifier> on the authorize (or token) request, or set a default audience for the tenant.`,
  },
  {
    id: 'refresh-token',
    matches: (token) =>
      (isEncrypted(token, 'RSA-OAEP', 'A256GCM') && token.header?.kid === undefined) ||
      /^(?:v1\.|1\/\/)[\w-]+$/.test(token.text),
    fix: logSafe`This looks like a refresh token. It is for the token endpoint only: exchange it there for an access token (grant_type=refresh_token) and send that.`,
  },
  {
    id: 'encrypted-token',
    matches: ({ text, header }) => text.split('.').length === 5 && header?.enc !== undefined,
    fix: logSafe`The token is encrypted (JWE), so the gateway cannot read it. Turn token encryption off for this API at the provider, and have the tokens signed with RS256.`,
  },
  {
    id: 'google-access-token',
    matches: ({ text }) => text.startsWith('ya29.'),
    fix: logSafe`A Google access token is opaque: only Google can verify it. Send the id token, and list your OAuth client id as the audience.`,
  },
  {
    id: 'authorization-code',
    matches: ({ text }) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
    fix: logSafe`This looks like an authorization code or a session id. Exchange the code at the token endpoint and send the access token that it returns.`,
  },
  {
    id: 'opaque-token',
    matches: ({ text, header }) => !header && /^(?!eyJ)[\w+/=~-]{16,}$/.test(text),
    fix: logSafe`An opaque token (an API key, a refresh token, a session id): only its issuer can verify it. Send the access token that is a JWT: it starts with eyJ and has three parts.`,
  },
]

function isEncrypted({ text, header }: InspectedToken, alg: string, enc: string): boolean {
  return text.split('.').length === 5 && header?.alg === alg && header.enc === enc
}

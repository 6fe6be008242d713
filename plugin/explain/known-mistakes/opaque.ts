import { logSafe } from '../../authorizer/log-safe.ts'
import type { InspectedToken } from '../inspected-token.ts'
import type { KnownMistake } from './known-mistake.ts'

/** Tokens that are no signed JWT and were never meant to be one. */
export const opaqueMistakes: readonly KnownMistake[] = [
  {
    id: 'auth0-opaque-token',
    matches: (token) => isEncrypted(token, 'dir', 'A256GCM'),
    fix: logSafe`Auth0 gives an opaque access token, for its userinfo endpoint only, when no API was asked for. Ask for an audience: audience=<API identifier> on the authorize (or token) request, or set a default audience for the tenant.`,
  },
  {
    id: 'refresh-token',
    matches: (token) =>
      (isEncrypted(token, 'RSA-OAEP', 'A256GCM') && token.header?.kid === undefined) ||
      /^(?:v1\.|1\/\/)[\w-]+$/.test(token.text),
    fix: logSafe`This looks like a refresh token. It is for the token endpoint alone: change it there for an access token (grant_type=refresh_token) and send that.`,
  },
  {
    id: 'encrypted-token',
    matches: ({ text, header }) => text.split('.').length === 5 && header?.enc !== undefined,
    fix: logSafe`The token is encrypted (JWE), so the gateway cannot read it. Turn token encryption off for this API at the provider, and have the tokens signed with RS256.`,
  },
  {
    id: 'google-access-token',
    matches: ({ text }) => text.startsWith('ya29.'),
    fix: logSafe`A Google access token is opaque: only Google can check it. Send the id token, and list your OAuth client id as the audience.`,
  },
  {
    id: 'authorization-code',
    matches: ({ text }) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
    fix: logSafe`This looks like an authorization code or a session id. Exchange the code at the token endpoint and send the access token that it gives.`,
  },
  {
    id: 'opaque-token',
    matches: ({ text, header }) => !header && /^(?!eyJ)[\w+/=~-]{16,}$/.test(text),
    fix: logSafe`An opaque token (an API key, a refresh token, a session id): nobody but its maker can check it. Send the access token that is a JWT: it begins with eyJ and has three parts.`,
  },
]

function isEncrypted({ text, header }: InspectedToken, alg: string, enc: string): boolean {
  return text.split('.').length === 5 && header?.alg === alg && header.enc === enc
}

import { logSafe } from '../../../authorizer/log-safe.ts'
import type { InspectedToken } from '../inspected-token.ts'
import { copyMistakes } from './copying.ts'
import type { KnownMistake } from './known-mistake.ts'
import { opaqueMistakes } from './opaque.ts'

/** What goes wrong before a token can be read. */
export const tokenTextMistakes: Readonly<Record<'identity source' | 'decode', readonly KnownMistake[]>> = {
  'identity source': [
    {
      id: 'several-tokens',
      matches: (_token, refusal) => refusal.error !== 'missing',
      fix: logSafe`The request has the header or parameter more than once. Send it once: look for a proxy or an HTTP client that adds its own.`,
    },
    {
      id: 'no-token',
      fix: logSafe`The request has no token where the authorizer looks for one. Send "Authorization: Bearer <token>"; if a variable holds the token, it is empty.`,
    },
  ],
  decode: [
    {
      id: 'placeholder',
      matches: ({ text }) => /^(?:undefined|null|\[object \w+\]|\$\{?\w+\}?|<[^>]*>|\{\{.*\}\})$/.test(text),
      fix: logSafe`This is a placeholder, not a token. Fill it in: the variable was not set when the request was made.`,
    },
    {
      id: 'unsigned-token',
      matches: isUnsigned,
      fix: logSafe`The token says alg none and has no signature, so anyone could have written it. Get a token from the issuer; debugger pages and test helpers make unsigned ones.`,
    },
    ...opaqueMistakes,
    ...copyMistakes,
    {
      id: 'not-a-signed-jwt',
      fix: logSafe`This is not a signed JWT. Send the access token (or id token) as the token endpoint returned it: three parts, the first two starting with eyJ.`,
    },
  ],
}

function isUnsigned({ text, header }: InspectedToken): boolean {
  return String(header?.alg).toLowerCase() === 'none' && /^[\w-]+\.[\w-]+\.?$/.test(text)
}

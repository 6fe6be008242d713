import { logSafe } from '../../authorizer/log-safe.ts'
import type { Situation } from '../inspected-token.ts'
import { copyClassics } from './copying.ts'
import type { Classic } from './known-mistake.ts'
import { opaqueClassics } from './opaque.ts'

/** What goes wrong before a token can be read. */
export const tokenTextClassics: Readonly<Record<'identity source' | 'decode', readonly Classic[]>> = {
  'identity source': [
    {
      id: 'several-tokens',
      matches: (_situation, refusal) => refusal.error !== 'missing',
      mend: logSafe`The request carries the header or parameter more than once. Send it once: look for a proxy or an HTTP client that adds its own.`,
    },
    {
      id: 'no-token',
      mend: logSafe`The request carries no token where the authorizer looks. Send "Authorization: Bearer <token>"; if a variable holds the token, it is empty.`,
    },
  ],
  decode: [
    {
      id: 'placeholder',
      matches: ({ text }) => /^(?:undefined|null|\[object \w+\]|\$\{?\w+\}?|<[^>]*>|\{\{.*\}\})$/.test(text),
      mend: logSafe`This is what stands for a token, not one. Fill it in: the variable was not set when the request was made.`,
    },
    {
      id: 'unsigned-token',
      matches: isUnsigned,
      mend: logSafe`The token says alg none and carries no signature, so anybody could have written it. Get a token from the issuer; debugger pages and test helpers make unsigned ones.`,
    },
    ...opaqueClassics,
    ...copyClassics,
    {
      id: 'not-a-signed-jwt',
      mend: logSafe`This is no signed JWT. Send the access token (or id token) as the token endpoint gave it: three parts, the first two beginning with eyJ.`,
    },
  ],
}

function isUnsigned({ text, header }: Situation): boolean {
  return String(header?.alg).toLowerCase() === 'none' && /^[\w-]+\.[\w-]+\.?$/.test(text)
}

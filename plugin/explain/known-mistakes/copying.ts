import { decodeToken } from '../../../authorizer/decode-token.ts'
import { logSafe } from '../../../authorizer/log-safe.ts'
import type { InspectedToken } from '../inspected-token.ts'
import type { KnownMistake } from './known-mistake.ts'

/** Matches at the start of a word only, so that a long text of nothing but starts stays fast. */
const jwt = /(?<![\w-])eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/

/** A good token that was damaged on its way here. */
export const copyMistakes: readonly KnownMistake[] = [
  {
    id: 'bearer-twice',
    matches: ({ text }) => /^Bearer\b/.test(text) && holdsToken(text),
    fix: logSafe`The header has the word Bearer twice, or not exactly one space after it. Remove one: most HTTP clients add the word on their own for a bearer token.`,
  },
  {
    id: 'another-scheme',
    matches: ({ text }) => /^(?:bearer|basic|dpop|token|jwt|oauth)[\s:]/i.test(text),
    fix: logSafe`The header starts with something other than "Bearer ". Write "Bearer", with a capital B, one space, then the token; or the token alone.`,
  },
  {
    id: 'whole-answer-copied',
    matches: ({ text }) => /^\s*\{[\s\S]*"(?:access|id)_token"/.test(text),
    fix: logSafe`This is the whole response of the token endpoint. Send only the value of access_token.`,
  },
  {
    id: 'copied-with-url',
    matches: ({ text }) =>
      /[&?#]|(?:access|id)_token=/.test(text) && holdsToken(text.replaceAll(/\w+_token=/g, ' ')),
    fix: logSafe`More than the token was copied from the address bar. The token ends before the first "&": copy what is between "access_token=" and "&".`,
  },
  {
    id: 'percent-encoded',
    matches: ({ text }) => /%[0-9a-f]{2}/i.test(text) && holdsToken(decodePercent(text)),
    fix: logSafe`The token is percent-encoded. Send it as it is: the characters of a JWT need no encoding, in a header or a URL.`,
  },
  {
    id: 'copied-with-quotes',
    matches: ({ text }) => /["'`\u2018-\u201d]/.test(text) && holdsToken(text),
    fix: logSafe`Quotes were copied with the token. Remove them; with jq, print it with -r.`,
  },
  {
    id: 'copied-with-line-breaks',
    matches: ({ text }) => /\s/.test(text) && holdsToken(text.replaceAll(/\s/g, '')),
    fix: logSafe`There are line breaks or spaces in the token, as terminals and email programs insert them. Join it to one line without spaces.`,
  },
  {
    id: 'cut-short',
    matches: isCutShort,
    fix: logSafe`The token is cut short: its end is missing. Copy all of it; logs and debugger pages often show only a part.`,
  },
  {
    id: 'copied-with-more',
    matches: ({ text }) => holdsToken(text),
    fix: logSafe`There is a token here, with something before or after it: a comma, a "%" from the shell, an invisible character. Send the token alone.`,
  },
]

/** Whether a whole token is somewhere in the text. */
function holdsToken(text: string): boolean {
  const [token = ''] = jwt.exec(text) ?? []
  return decodeToken(token).kind === 'decoded'
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

function isCutShort({ text, header }: InspectedToken): boolean {
  if (holdsToken(text) || !(header || text.startsWith('eyJ'))) return false
  const [, payload, signature] = text.split('.')
  return /\.{3}|…/.test(text) || !payload || !signature || !isWhole(payload)
}

function isWhole(payload: string): boolean {
  return Buffer.from(payload, 'base64url').toString('utf8').trimEnd().endsWith('}')
}

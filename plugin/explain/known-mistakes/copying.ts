import { decodeToken } from '../../authorizer/decode-token.ts'
import { logSafe } from '../../authorizer/log-safe.ts'
import type { InspectedToken } from '../inspected-token.ts'
import type { KnownMistake } from './known-mistake.ts'

/** Looked for where a word begins only: a long text of nothing but beginnings must not take long. */
const jwt = /(?<![\w-])eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/

/** A good token that was spoiled on its way here. */
export const copyMistakes: readonly KnownMistake[] = [
  {
    id: 'bearer-twice',
    matches: ({ text }) => /^Bearer\b/.test(text) && holdsToken(text),
    fix: logSafe`The word Bearer stands there twice, or is not followed by exactly one blank. Leave out one: most HTTP clients add it by themselves when asked for a bearer token.`,
  },
  {
    id: 'another-scheme',
    matches: ({ text }) => /^(?:bearer|basic|dpop|token|jwt|oauth)[\s:]/i.test(text),
    fix: logSafe`Before the token stands another word than Bearer. Write "Bearer", with a capital B, one blank, then the token; or the token alone.`,
  },
  {
    id: 'whole-answer-copied',
    matches: ({ text }) => /^\s*\{[\s\S]*"(?:access|id)_token"/.test(text),
    fix: logSafe`This is the whole answer of the token endpoint. Send only the value of access_token.`,
  },
  {
    id: 'copied-with-url',
    matches: ({ text }) =>
      /[&?#]|(?:access|id)_token=/.test(text) && holdsToken(text.replaceAll(/\w+_token=/g, ' ')),
    fix: logSafe`More than the token was copied out of the address bar. The token ends before the first "&": take what stands between "access_token=" and "&".`,
  },
  {
    id: 'percent-encoded',
    matches: ({ text }) => /%[0-9a-f]{2}/i.test(text) && holdsToken(decodePercent(text)),
    fix: logSafe`The token is percent-encoded. Send it as it is: the characters of a JWT need no encoding, in a header or a URL.`,
  },
  {
    id: 'copied-with-quotes',
    matches: ({ text }) => /["'`\u2018-\u201d]/.test(text) && holdsToken(text),
    fix: logSafe`Quotes were copied with the token. Leave them out; with jq, print it with -r.`,
  },
  {
    id: 'copied-with-line-breaks',
    matches: ({ text }) => /\s/.test(text) && holdsToken(text.replaceAll(/\s/g, '')),
    fix: logSafe`There are line breaks or blanks in the token, as a terminal or an e-mail puts them. Join it to one line without blanks.`,
  },
  {
    id: 'cut-short',
    matches: isCutShort,
    fix: logSafe`The token is cut short: its beginning is there and its end is not. Copy it whole; logs and debugger pages often show only a part.`,
  },
  {
    id: 'copied-with-more',
    matches: ({ text }) => holdsToken(text),
    fix: logSafe`There is a token here, with something before or behind it: a comma, a "%" of the shell's, an invisible character. Send the token alone.`,
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

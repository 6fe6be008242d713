import type { BrokenToken } from './broken-token.ts'

/** A good token that was copied or pasted badly. */
export const pasteErrors = [
  brokenToken('bearer-twice', 'Bearer twice', 'bearer-twice', (text) => `Bearer Bearer ${text}`),
  brokenToken('bearer-lower-case', 'bearer in lower case', 'another-scheme', (text) => `bearer ${text}`),
  brokenToken('scheme-token', 'Token instead of Bearer', 'another-scheme', (text) => `Token ${text}`),
  brokenToken('quotes', 'With quotes around it', 'copied-with-quotes', (text) => `Bearer "${text}"`),
  brokenToken(
    'two-blanks',
    'Two spaces after Bearer',
    'copied-with-line-breaks',
    (text) => `Bearer  ${text}`,
  ),
  brokenToken(
    'wrapped',
    'With line breaks from a terminal',
    'copied-with-line-breaks',
    (text) => `Bearer ${text.replaceAll(/.{80}/g, '$& ')}`,
  ),
  brokenToken(
    'url',
    'From the address bar, with the parameters after it',
    'copied-with-url',
    (text) => `Bearer ${text}&token_type=Bearer&expires_in=3600`,
  ),
  brokenToken(
    'url-name',
    'From the address bar, with the parameter name',
    'copied-with-url',
    (text) => `Bearer id_token=${text}`,
  ),
  brokenToken(
    'percent-encoded',
    'Percent-encoded',
    'percent-encoded',
    (text) => `Bearer ${encodeURIComponent(`"${text}"`)}`,
  ),
  brokenToken('comma', 'With a comma at the end', 'copied-with-more', (text) => `Bearer ${text},`),
  brokenToken('shell-percent', 'With the % that zsh prints', 'copied-with-more', (text) => `Bearer ${text}%`),
  brokenToken(
    'no-signature',
    'Without its signature',
    'cut-short',
    (text) => `Bearer ${text.slice(0, text.lastIndexOf('.'))}`,
  ),
  brokenToken('cut', 'Cut in the middle', 'cut-short', (text) => `Bearer ${text.slice(0, text.length / 2)}`),
  brokenToken(
    'dots',
    'Shortened with three dots',
    'cut-short',
    (text) => `Bearer ${text.split('.', 1)[0]}...`,
  ),
] as const satisfies readonly BrokenToken[]

function brokenToken<const Id extends string>(
  id: Id,
  title: string,
  fix: string,
  make: (text: string) => string,
): BrokenToken<Id> {
  return { id, title, check: 'decode', fixes: [fix], needsIssuer: false, make: ({ text }) => make(text) }
}

import type { BrokenToken } from './broken-token.ts'

/** A good token that was copied or pasted badly. */
export const copying: readonly BrokenToken[] = [
  recipe('bearer-twice', 'The word Bearer twice', 'bearer-twice', (text) => `Bearer Bearer ${text}`),
  recipe('bearer-lower-case', 'bearer in lower case', 'another-scheme', (text) => `bearer ${text}`),
  recipe('scheme-token', 'Token instead of Bearer', 'another-scheme', (text) => `Token ${text}`),
  recipe('quotes', 'With its quotes', 'copied-with-quotes', (text) => `Bearer "${text}"`),
  recipe('two-blanks', 'Two blanks after Bearer', 'copied-with-line-breaks', (text) => `Bearer  ${text}`),
  recipe(
    'wrapped',
    'From a terminal that wraps lines',
    'copied-with-line-breaks',
    (text) => `Bearer ${text.replaceAll(/.{80}/g, '$& ')}`,
  ),
  recipe(
    'url',
    'From the address bar, with what follows it',
    'copied-with-url',
    (text) => `Bearer ${text}&token_type=Bearer&expires_in=3600`,
  ),
  recipe(
    'url-name',
    'From the address bar, with its name',
    'copied-with-url',
    (text) => `Bearer id_token=${text}`,
  ),
  recipe(
    'percent-encoded',
    'Percent-encoded',
    'percent-encoded',
    (text) => `Bearer ${encodeURIComponent(`"${text}"`)}`,
  ),
  recipe('comma', 'With the comma behind it', 'copied-with-more', (text) => `Bearer ${text},`),
  recipe('shell-percent', 'With the % that zsh prints', 'copied-with-more', (text) => `Bearer ${text}%`),
  recipe(
    'no-signature',
    'Without its last part',
    'cut-short',
    (text) => `Bearer ${text.slice(0, text.lastIndexOf('.'))}`,
  ),
  recipe('cut', 'Cut in the middle', 'cut-short', (text) => `Bearer ${text.slice(0, text.length / 2)}`),
  recipe('dots', 'Shortened by three dots', 'cut-short', (text) => `Bearer ${text.split('.', 1)[0]}...`),
]

function recipe(id: string, title: string, fix: string, make: (text: string) => string): BrokenToken {
  return { id, title, check: 'decode', fixes: [fix], needsIssuer: false, make: ({ text }) => make(text) }
}

import type { BrokenToken } from './broken-token.ts'
import { scopes, times, trust } from './claims.ts'
import { forged } from './forged.ts'
import { notTokens } from './not-a-token.ts'
import { pasteErrors } from './paste-errors.ts'

type Recipes =
  | typeof notTokens
  | typeof pasteErrors
  | typeof forged
  | typeof trust
  | typeof times
  | typeof scopes

/** The id of a broken token: `expired`, `issuer-slash` and so on. */
export type BrokenTokenName = Recipes[number]['id']

export interface BrokenTokenGroup {
  readonly title: string
  readonly tokens: readonly BrokenToken<BrokenTokenName>[]
}

/** Every way to break a token that the console offers, in the order in which the checks come. */
export const brokenTokenGroups: readonly BrokenTokenGroup[] = [
  { title: 'Not a token', tokens: notTokens },
  { title: 'Copy and paste errors', tokens: pasteErrors },
  { title: 'Forged', tokens: forged },
  { title: 'Wrong issuer or audience', tokens: trust },
  { title: 'Expired or not yet valid', tokens: times },
  { title: 'Missing scope (on a route that requires one)', tokens: scopes },
]

export function findBrokenToken(id: string): BrokenToken<BrokenTokenName> | undefined {
  return brokenTokenGroups.flatMap(({ tokens }) => tokens).find((token) => token.id === id)
}

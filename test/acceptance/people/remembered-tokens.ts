import type { Person, TokenKind } from './people.ts'

/** Asks the source once for each kind: the checks tell apart answers, not tokens. */
export function rememberTokens(ask: (kind: TokenKind) => Promise<string | undefined>): Person {
  const asked = new Map<TokenKind, Promise<string | undefined>>()
  return {
    token(kind) {
      const answer = asked.get(kind) ?? ask(kind)
      asked.set(kind, answer)
      return answer
    },
  }
}

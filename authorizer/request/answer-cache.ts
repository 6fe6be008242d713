import QuickLRU from 'quick-lru'
import type { RequestAuthorizer } from '../authorizer.ts'
import type { AuthorizerAnswer } from './read-answer.ts'

/** Answers of Lambda authorizers that may be used again. */
export interface AnswerCache {
  find(authorizer: RequestAuthorizer, values: readonly string[], nowMs: number): CachedAnswer | undefined
  add(authorizer: RequestAuthorizer, values: readonly string[], answer: AuthorizerAnswer, nowMs: number): void
}

export interface CachedAnswer {
  readonly answer: AuthorizerAnswer
  readonly ageMs: number
}

const maxAnswers = 10_000

/**
 * Keeps answers by authorizer and the values of its identity sources, for all routes together: a policy is judged again for each call, an
 * `isAuthorized` is not. An answer ages from its call on; nothing is kept without a TTL, or without an identity source.
 * Source: AWS http-api-lambda-authorizer. That denials are kept too, and that values are compared exactly, is inferred.
 */
export function createAnswerCache(): AnswerCache {
  const kept = new QuickLRU<string, { readonly answer: AuthorizerAnswer; readonly atMs: number }>({
    maxSize: maxAnswers,
  })
  const keyOf = ({ name }: RequestAuthorizer, values: readonly string[]) => JSON.stringify([name, ...values])
  const isCaching = ({ resultTtlSeconds }: RequestAuthorizer, values: readonly string[]) =>
    resultTtlSeconds > 0 && values.length > 0
  return {
    find(authorizer, values, nowMs) {
      if (!isCaching(authorizer, values)) return undefined
      const found = kept.get(keyOf(authorizer, values))
      if (!found) return undefined
      const ageMs = nowMs - found.atMs
      return ageMs < authorizer.resultTtlSeconds * 1_000 ? { answer: found.answer, ageMs } : undefined
    },
    add(authorizer, values, answer, nowMs) {
      if (isCaching(authorizer, values)) kept.set(keyOf(authorizer, values), { answer, atMs: nowMs })
    },
  }
}

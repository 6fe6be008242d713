import type { AnswerMatchers } from 'claimcheck/testing'

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: as Vitest declares it.
  interface Matchers<T = any> extends AnswerMatchers {}
}

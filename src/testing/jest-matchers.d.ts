import type { AnswerMatchers } from 'claimcheck/testing'

/** With `import { expect } from '@jest/globals'`. */
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>> extends AnswerMatchers<R> {}
}

/** With the globals of `@types/jest`. */
declare global {
  namespace jest {
    interface Matchers<R> extends AnswerMatchers<R> {}
  }
}

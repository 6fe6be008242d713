import type { TokenCheck } from '../../authorizer/refusal.ts'
import type { ProblemBody } from '../http/problem.ts'
import type { TestAnswer } from './answer.ts'
import { TestKitError } from './test-kit-error.ts'

/** What `expect(answer)` can do besides, in Jest and in Vitest. */
export interface AnswerMatchers<Result = void> {
  /**
   * Whether the handler answered with the problem of this code, and with these members of its body.
   *
   * @example
   * expect(answer).toBeProblem('ERR_BODY_INVALID', { errors: [{ pointer: '#/title', detail: 'Required.' }] })
   */
  toBeProblem(code: string, members?: Partial<ProblemBody>): Result
  /** Whether API Gateway's authorizer refused the caller, at this check or at any. */
  toBeRefused(check?: TokenCheck): Result
}

interface Verdict {
  readonly pass: boolean
  readonly message: () => string
}

/** For `expect.extend(matchers)`, which `claimcheck/testing/jest` and `claimcheck/testing/vitest` call. */
export const matchers = {
  toBeProblem(this: MatcherContext, received: unknown, code: string, members: object = {}): Verdict {
    const answer = assertAnswer(received, 'toBeProblem')
    const { problem } = answer
    const wanted = { ...members, code }
    const pass = problem !== undefined && this.equals(pick(problem, wanted), wanted)
    return verdict(pass, `the problem ${JSON.stringify(wanted)}`, answer, this.isNot)
  },
  toBeRefused(this: MatcherContext, received: unknown, check?: TokenCheck): Verdict {
    const answer = assertAnswer(received, 'toBeRefused')
    const { refusedAt } = answer
    const pass = refusedAt !== undefined && (check === undefined || refusedAt === check)
    const wanted = check === undefined ? 'a refusal by the authorizer' : `a refusal at the check "${check}"`
    return verdict(pass, wanted, answer, this.isNot)
  },
}

/** The part of what a runner gives its matchers that both have. */
interface MatcherContext {
  readonly isNot?: boolean
  equals(one: unknown, other: unknown): boolean
}

function pick(from: object, wanted: object): object {
  return Object.fromEntries(Object.keys(wanted).map((name) => [name, Reflect.get(from, name)]))
}

function verdict(pass: boolean, wanted: string, answer: TestAnswer, isNot = false): Verdict {
  const { status, refusedAt, text } = answer
  const by = refusedAt === undefined ? 'by the handler' : `by the authorizer, at the check "${refusedAt}"`
  return {
    pass,
    message: () => `Expected ${isNot ? 'anything but ' : ''}${wanted}.\nReceived ${status} ${by}: ${text}`,
  }
}

function assertAnswer(received: unknown, matcher: string): TestAnswer {
  if (typeof received === 'object' && received !== null && 'refusedAt' in received)
    return received as TestAnswer
  throw new TestKitError(
    'ERR_NOT_AN_ANSWER',
    `${matcher} takes what call() resolves to. Write: expect(await call(handler, 'GET /notes', { token })).${matcher}(...)`,
  )
}

/** The runner's own `expect`: a global of Jest's, and of Vitest's under a name of its own. */
export function extendExpect(runner: 'Jest' | 'Vitest'): void {
  const { expect = Reflect.get(globalThis, Symbol.for('expect-global')) } = globalThis as { expect?: Expect }
  if (typeof expect?.extend !== 'function') {
    throw new TestKitError(
      'ERR_RUNNER_MISSING',
      `There is no ${runner} here whose expect could be extended. Import this in a test or in a setup file of ${runner}, ` +
        "or write expect.extend(matchers) with `matchers` of 'claimcheck/testing'.",
    )
  }
  expect.extend(matchers)
}

interface Expect {
  readonly extend?: (added: typeof matchers) => void
}

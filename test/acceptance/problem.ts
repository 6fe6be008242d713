import { equal, ok } from 'node:assert/strict'
import { type Answer, expectHeader, expectStatus } from './api.ts'

/** A problem as docs/reference/problem-codes.md describes it (RFC 9457). */
export interface Problem {
  readonly instance: string
  readonly detail?: string
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[]
}

/** Fails unless the response is this problem, with all its members. */
export function expectProblem(answer: Answer, status: number, code: string): Problem {
  expectStatus(answer, status)
  expectHeader(answer, 'content-type', 'application/problem+json')
  const problem = answer.body as Problem & Readonly<Record<string, unknown>>
  equal(problem.code, code)
  equal(problem.status, status)
  equal(problem.type, 'about:blank')
  ok(typeof problem.title === 'string' && problem.title.length > 0, 'the problem has no title')
  ok(typeof problem.instance === 'string' && problem.instance.length > 0, 'the problem has no instance')
  return problem
}

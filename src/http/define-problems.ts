import { assertKnownOptions } from '../assert-known-options.ts'
import { HttpProblem, type HttpProblemOptions, type OwnProblem } from './problem.ts'
import { type ProblemCode, type ProblemDefinition, problemCodes, problemStatuses } from './problem-codes.ts'

/** Makes a problem of one of the framework's codes or of your own. The parameters are those of `HttpProblem`. */
export type MakeProblem<OwnCode extends string> = <Code extends OwnCode | ProblemCode>(
  code: Code,
  detail?: string,
  options?: HttpProblemOptions,
) => HttpProblem<Code>

/** The same form as the framework's codes; it is also what the log accepts as an error code. */
const codePattern = /^[A-Z][A-Z0-9_]{0,60}$/

const members = ['status', 'title', 'type', 'detail', 'challenge', 'retryAfterSeconds', 'operatorHint']

/**
 * Adds problem codes of your own. They are answered and logged as the framework's are: `application/problem+json`
 * (RFC 9457) with a stable `code`; the log has the code, and the operator's hint if there is one.
 *
 * Define them once, in a module of their own, and throw what the returned function makes. It knows the framework's codes
 * too, so a service needs no other. With status 500 neither the title nor a detail is sent: give 5xx of your own
 * another status.
 *
 * @example
 * export const problem = defineProblems({
 *   ERR_NOTE_LOCKED: { status: 423, detail: 'Somebody else is editing this note.', retryAfterSeconds: 30 },
 * })
 *
 * throw problem('ERR_NOTE_LOCKED')
 * throw problem('ERR_NOTE_LOCKED', 'Locked until 12:30 UTC.', { retryAfterSeconds: 600 })
 *
 * @throws {TypeError} when called, so when the function starts, for a code that the framework has, a code that is not
 * upper-case letters, digits and underscores, an unknown member or a status that is not a registered 4xx or 5xx. The
 * returned function throws it for a code that nobody has defined.
 */
export function defineProblems<OwnCode extends string>(
  definitions: Readonly<Record<OwnCode, ProblemDefinition>> & { readonly [Code in ProblemCode]?: never },
): MakeProblem<OwnCode> {
  const own = new Map<string, OwnProblem>()
  for (const [code, definition] of Object.entries<ProblemDefinition>(definitions)) {
    assertGoodDefinition(code, definition)
    own.set(code, { ...definition, code })
  }
  return <Code extends string>(code: Code, detail?: string, options?: HttpProblemOptions) =>
    new HttpProblem((own.get(code) ?? code) as OwnProblem<Code>, detail, options)
}

function assertGoodDefinition(code: string, definition: ProblemDefinition): void {
  if (!codePattern.test(code))
    throw new TypeError(`defineProblems: ${code} must be upper-case letters, digits and underscores.`)
  if (Object.hasOwn(problemCodes, code))
    throw new TypeError(`defineProblems: ${code} is one of the framework's codes. Choose another name.`)
  assertKnownOptions(`defineProblems: ${code}`, definition, members)
  if (!problemStatuses.includes(definition.status))
    throw new TypeError(`defineProblems: the status of ${code} must be a registered 4xx or 5xx status.`)
}

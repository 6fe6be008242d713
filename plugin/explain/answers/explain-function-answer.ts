import { isObject } from '../../../providers/read-claim.ts'
import { type AnswerExplanation, explained } from './answer-explanation.ts'
import { frameworkCodes } from './framework-codes.ts'

/** A response that a function made itself. */
export interface FunctionAnswer {
  readonly status: number
  readonly contentType: string
  readonly body: string
  /** The `content-type` of the request; empty where it has none. */
  readonly sentType: string
}

/** Explains an error response that came from the function and not from API Gateway; undefined below 400. */
export function explainFunctionAnswer(answer: FunctionAnswer): AnswerExplanation | undefined {
  if (answer.status < 400) return undefined
  return explainProblem(answer) ?? explainStatus(answer)
}

/** A body that is longer is not read. */
const maxBodyLength = 262_144

/** A problem of the framework's (RFC 9457), which has a code. */
function explainProblem({ status, contentType, body }: FunctionAnswer): AnswerExplanation | undefined {
  if (!contentType.startsWith('application/problem+json') || body.length > maxBodyLength) return undefined
  const problem = read(body)
  const code = String(problem.code ?? '')
  if (!frameworkCodes.has(code)) return undefined
  const words = explained({
    id: code.toLowerCase(),
    title: `The function answered ${status} with ${code}`,
    found: [problem.detail ?? problem.title ?? status, ...describeErrors(problem.errors)].join('\n'),
    expected: 'what the handler requires of its callers and of what they send',
    fix: 'The page of problems says what each code means and what to do.',
    reason: code,
  })
  return { ...words, docs: `docs/reference/problem-codes.md#${words.id}` }
}

function read(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

const maxErrors = 5

/** `#/displayName: expected string` */
function describeErrors(errors: unknown): string[] {
  if (!Array.isArray(errors)) return []
  return errors
    .slice(0, maxErrors)
    .filter(isObject)
    .map(
      ({ in: place, pointer, detail }) => `${[place, pointer].filter(Boolean).join(' ')}: ${String(detail)}`,
    )
}

function explainStatus({ status, sentType }: FunctionAnswer): AnswerExplanation {
  const { expected, fix } = byStatus[status] ?? {}
  return explained({
    id: 'answered-by-the-function',
    title: `The function answered ${status} itself`,
    found: status === 415 ? `content-type ${sentType || 'not sent'}` : `a response with statusCode ${status}`,
    expected: expected ?? 'a status below 400',
    fix: `${fix ?? 'Its code and its log know why.'} API Gateway passed the response on as it is.`,
    reason: `answered by the function`,
  })
}

const byStatus: Readonly<Record<number, { readonly expected?: string; readonly fix: string }>> = {
  404: { fix: 'A route matched; what the function looked for was not there.' },
  413: {
    expected: 'a body that the function takes',
    fix: 'Send less. The function has a limit of its own: that of API Gateway is 10 MB, and that of Lambda about 6 MB.',
  },
  415: {
    expected: 'a type that the function reads, such as application/json',
    fix: 'Send the content-type of the body. API Gateway itself never answers 415.',
  },
  429: {
    expected: 'fewer requests',
    fix: 'The function limits its callers: its retry-after header, if there is one, says when to try again.',
  },
  501: { fix: 'The function says that it does not do this.' },
  502: { fix: 'Look for a service behind the function that failed: HTTP APIs themselves never answer 502.' },
  503: { fix: 'Look for a service behind the function that is down.' },
  504: {
    fix: 'Look for a service behind the function that is slow: HTTP APIs themselves answer 503 when they have waited too long.',
  },
}

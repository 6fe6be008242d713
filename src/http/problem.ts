import { bearerChallenge } from './challenge.ts'
import { type ProblemCode, type ProblemDefinition, problemCodes, statusPhrases } from './problem-codes.ts'

/**
 * The `type` of every problem. `about:blank` says that the status tells what kind of thing happened
 * (RFC 9457 section 4.2.1); `code` then tells which. A URL would promise a page that nobody has to keep.
 */
const problemType = 'about:blank'

/** The media type of a problem (RFC 9457 section 3). */
export const problemContentType = 'application/problem+json'

/** One part of a body that is not as it should be. Never holds the value that was sent. */
export interface FieldError {
  /** JSON Pointer as a URI fragment: `#/displayName` (RFC 6901 section 6). */
  readonly pointer: string
  /** What was expected there. */
  readonly detail: string
}

/** The members of an `application/problem+json` body (RFC 9457 section 3.1, with `code` and `errors` added). */
export interface ProblemBody {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  /** The request id, as in the log. */
  readonly instance?: string
  readonly code: ProblemCode
  readonly errors?: readonly FieldError[]
}

export interface HttpProblemOptions {
  /** Sent beside, or instead of, those that the code brings. Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  readonly errors?: readonly FieldError[]
  /** Seconds for `retry-after`. @default what the code brings: 1 for 429 and 503, none elsewhere */
  readonly retryAfterSeconds?: number
  /** For whoever runs the service: logged as it stands, never sent. Holds no token, claim or body. */
  readonly report?: string
  /** What led here. It is never sent; the log names its class, its code and where it arose, not its message. */
  readonly cause?: unknown
}

/**
 * A refusal or failure that the caller is told of, thrown from anywhere in a handler.
 *
 * `message` is sent as the problem's `detail`: never put a token, a claim or another person's data in it.
 * With a status of 500 nothing is sent but the request id, whatever the message.
 *
 * @example
 * throw new HttpProblem('ERR_NOT_FOUND', 'There is no note with this id.')
 *
 * @throws {TypeError} if `code` is not in the table.
 */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly code: ProblemCode
  /** HTTP status, 400 to 599; `statusCode`, so that other error handlers of Middy understand it. */
  readonly statusCode: number
  readonly title: string
  readonly headers: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[] | undefined
  readonly report: string | undefined

  constructor(code: ProblemCode, message?: string, options: HttpProblemOptions = {}) {
    const definition = definitionOf(code)
    super(message ?? definition.detail ?? statusPhrases[definition.status], { cause: options.cause })
    this.code = code
    this.statusCode = definition.status
    this.title = statusPhrases[definition.status]
    this.headers = { ...headersOf(definition, options), ...options.headers }
    this.errors = options.errors
    this.report = options.report ?? definition.report
  }

  /** The body to send. @param instance The request id, if there is one. */
  toBody(instance?: string): ProblemBody {
    return {
      type: problemType,
      title: this.title,
      status: this.statusCode,
      ...(this.statusCode !== 500 && { detail: this.message }),
      ...(instance !== undefined && { instance }),
      code: this.code,
      ...(this.errors && { errors: this.errors }),
    }
  }
}

function definitionOf(code: ProblemCode): ProblemDefinition {
  if (!Object.hasOwn(problemCodes, code)) {
    throw new TypeError(`HttpProblem: there is no problem code ${code}. The codes are in docs/problems.md.`)
  }
  return problemCodes[code]
}

function headersOf(definition: ProblemDefinition, options: HttpProblemOptions): Record<string, string> {
  const { challenge } = definition
  const retryAfterSeconds = options.retryAfterSeconds ?? definition.retryAfterSeconds
  return {
    ...(challenge && { 'www-authenticate': bearerChallenge(challenge === 'none' ? undefined : challenge) }),
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
  }
}

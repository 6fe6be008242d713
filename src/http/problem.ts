import { bearerChallenge } from './challenge.ts'
import { type ProblemCode, type ProblemDefinition, phraseOf, problemCodes } from './problem-codes.ts'

/** The media type of a problem (RFC 9457 section 3). */
export const problemContentType = 'application/problem+json'

/** One part of a request that does not match the schema. Never holds the value that was sent. */
export interface FieldError {
  /** Where it was sent, in OpenAPI's words; absent for the body. */
  readonly in?: 'path' | 'query' | 'header' | 'cookie' | undefined
  /** JSON Pointer as a URI fragment: `#/displayName` (RFC 6901 section 6). */
  readonly pointer: string
  /** What was expected there. */
  readonly detail: string
}

/** The members of an `application/problem+json` body (RFC 9457 section 3.1, with `code` and `errors` added). */
export interface ProblemBody<Code extends string = string> {
  /** `about:blank` unless the code was defined with a type: then the status and `code` tell what happened. */
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  /** The request id, as in the log. */
  readonly instance?: string
  readonly code: Code
  readonly errors?: readonly FieldError[]
}

export interface HttpProblemOptions {
  /** Sent in addition to, or instead of, those that the code brings. Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  readonly errors?: readonly FieldError[]
  /** Seconds for `retry-after`. @default what the code brings: 1 for the framework's 429 and 503, none for others */
  readonly retryAfterSeconds?: number
  /** For the operator: logged unchanged, never sent. Must not hold a token, a claim or a body. */
  readonly operatorHint?: string
  /** What caused the problem. Never sent; the log names its class, its code and where it was thrown, not its message. */
  readonly cause?: unknown
}

/**
 * An error response as something to throw, from anywhere in a handler. For codes of your own see `defineProblems`.
 *
 * `message` is sent as the problem's `detail`: never put a token, a claim or another person's data in it.
 * With status 500 nothing is sent but the request id, whatever the message.
 *
 * @param code One of the framework's codes (docs/reference/problem-codes.md), or a definition with a code of its own.
 *
 * @example
 * throw new HttpProblem('ERR_NOT_FOUND', 'There is no note with this id.')
 *
 * @throws {TypeError} if `code` is not one of the framework's.
 */
export class HttpProblem<Code extends string = string> extends Error {
  override readonly name = 'HttpProblem'
  readonly code: Code
  /** HTTP status, 400 to 599; named `statusCode` so that other error handlers of Middy understand it. */
  readonly statusCode: number
  readonly type: string
  readonly title: string
  readonly headers: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[] | undefined
  readonly operatorHint: string | undefined

  constructor(
    code: (Code & ProblemCode) | OwnProblem<Code>,
    message?: string,
    options: HttpProblemOptions = {},
  ) {
    const definition = typeof code === 'string' ? definitionOf(code) : code
    const phrase = phraseOf(definition.status)
    super(message ?? definition.detail ?? phrase, { cause: options.cause })
    this.code = typeof code === 'string' ? code : code.code
    this.statusCode = definition.status
    // The status tells the kind of problem (RFC 9457 section 4.2.1); a URL of ours would promise a page.
    this.type = definition.type ?? 'about:blank'
    this.title = definition.title ?? phrase
    this.headers = { ...headersOf(definition, options), ...options.headers }
    this.errors = options.errors
    this.operatorHint = options.operatorHint ?? definition.operatorHint
  }

  /** The body to send. @param instance The request id, if there is one. */
  toBody(instance?: string): ProblemBody<Code> {
    return {
      type: this.type,
      title: this.title,
      status: this.statusCode,
      ...(this.statusCode !== 500 && { detail: this.message }),
      ...(instance !== undefined && { instance }),
      code: this.code,
      ...(this.errors && { errors: this.errors }),
    }
  }
}

/** A problem that is not in the framework's table, with its code. */
export interface OwnProblem<Code extends string = string> extends ProblemDefinition {
  readonly code: Code
}

function definitionOf(code: ProblemCode): ProblemDefinition {
  if (!Object.hasOwn(problemCodes, code)) {
    throw new TypeError(`HttpProblem: unknown problem code ${code}; define it with defineProblems().`)
  }
  return problemCodes[code]
}

function headersOf(definition: ProblemDefinition, options: HttpProblemOptions): Record<string, string> {
  const challenge = definition.challenge ?? (definition.status === 401 ? 'none' : undefined)
  const retryAfterSeconds = options.retryAfterSeconds ?? definition.retryAfterSeconds
  return {
    ...(challenge && { 'www-authenticate': bearerChallenge(challenge === 'none' ? undefined : challenge) }),
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
  }
}

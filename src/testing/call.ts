import type { ProblemBody } from '../http/problem.ts'
import { type ContextOptions, contextFor, eventFor } from './event-for.ts'
import type { EventOptions } from './event-options.ts'

/** A function of Lambda that answers by a promise or by its return value. */
export type TestedHandler = (event: never, context: never, callback: never) => unknown

export interface CallOptions extends EventOptions {
  readonly context?: ContextOptions | undefined
}

/** What a handler answered. */
export interface Answer {
  readonly status: number
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  readonly cookies: readonly string[]
  /** Decoded where it was base64; empty without a body. */
  readonly body: string
  /** The body parsed; undefined where its content type is not JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads members of its own answers, and asserts them.
  readonly json: any
  /** The same where it is `application/problem+json`, else undefined. */
  readonly problem: ProblemBody | undefined
}

/**
 * Calls a handler with the event of a request, and reads its answer.
 *
 * @param options Those of `eventFor`, and `context`.
 * @throws {TypeError} as `eventFor` does, and for an answer that has no status. What the handler throws is not caught.
 */
export async function call(
  handler: TestedHandler,
  route: string,
  options: CallOptions = {},
): Promise<Answer> {
  const run = handler as (event: unknown, context: unknown) => unknown
  return readAnswer(await run(eventFor(route, options), contextFor(options.context)))
}

interface Given {
  readonly statusCode?: unknown
  readonly headers?: Readonly<Record<string, unknown>> | undefined
  readonly multiValueHeaders?: Readonly<Record<string, readonly unknown[]>> | undefined
  readonly cookies?: readonly string[] | undefined
  readonly body?: string | undefined
  readonly isBase64Encoded?: boolean | undefined
}

function readAnswer(answer: unknown): Answer {
  const given = (answer ?? {}) as Given
  const status = Number(given.statusCode)
  if (!Number.isInteger(status))
    throw new TypeError(
      'call: the handler answered without a `statusCode`. Return { statusCode, headers, body }.',
    )
  const headers = headersOf(given)
  const body = Buffer.from(given.body ?? '', given.isBase64Encoded ? 'base64' : 'utf8').toString()
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const json = /^application\/(?:.+\+)?json$/.test(type) && body !== '' ? JSON.parse(body) : undefined
  const problem = type === 'application/problem+json' ? json : undefined
  const cookies = [given.cookies ?? given.multiValueHeaders?.['set-cookie'] ?? []].flat().map(String)
  return { status, headers, cookies, body, json, problem }
}

function headersOf({ headers = {}, multiValueHeaders = {} }: Given): Record<string, string> {
  const entries = [...Object.entries(headers), ...Object.entries(multiValueHeaders)]
  return Object.fromEntries(
    entries
      .map(([name, value]) => [name.toLowerCase(), [value].flat().join(',')] as const)
      .filter(([name]) => name !== 'set-cookie'),
  )
}

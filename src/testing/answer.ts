import type { TokenCheck } from '../../authorizer/refusal.ts'
import type { GatewayResponse } from '../../events/gateway-response.ts'
import type { HttpEvent } from '../http/event.ts'
import { type ProblemBody, problemContentType } from '../http/problem.ts'

/** What the client is sent. */
export interface TestAnswer {
  readonly status: number
  /** By name in lower case, without `set-cookie`. Several lines of one name are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>
  /** Each `set-cookie` line. */
  readonly cookies: readonly string[]
  /** The body as text. */
  readonly text: string
  readonly body: Buffer
  /** The body if it is JSON, else undefined. */
  // biome-ignore lint/suspicious/noExplicitAny: as fetch's json(), or a test could not look into it; a type that the test names would be checked by nobody.
  readonly json: any
  /** The body if it is `application/problem+json`, else undefined. */
  readonly problem: ProblemBody | undefined
  /** The event that the handler was called with; undefined where the authorizer refused the caller. */
  readonly event: HttpEvent | undefined
  /** The check at which the authorizer refused the caller; undefined where it did not. */
  readonly refusedAt: TokenCheck | undefined
}

/** Takes a response apart. */
export function readAnswer(
  { status, headers: lines, body: sent }: GatewayResponse,
  about: Pick<TestAnswer, 'event' | 'refusedAt'>,
): TestAnswer {
  const isCookie = ([name]: readonly [string, string]) => name === 'set-cookie'
  const headers: Record<string, string> = {}
  for (const [name, value] of lines.filter((line) => !isCookie(line))) {
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  const body = Buffer.from(sent)
  const json = parseJson(body.toString(), headers['content-type'])
  return {
    ...{ status, headers, body, json },
    cookies: lines.filter(isCookie).map(([, value]) => value),
    text: body.toString(),
    problem: headers['content-type']?.startsWith(problemContentType) ? json : undefined,
    ...about,
  }
}

function parseJson(text: string, type = ''): ReturnType<typeof JSON.parse> {
  if (!/^[^;]*\bjson\b/.test(type)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

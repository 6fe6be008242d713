import type { CaseExpectation } from './case-shape.ts'
import { match } from './match.ts'
import type { Received } from './send-request.ts'

/** Compares an answer with what a case expects. @returns a line for each difference. */
export function judge(received: Received, expected: CaseExpectation): string[] {
  return [
    ...judgeStatus(received, expected),
    ...judgeHeaders(received, expected),
    ...judgeBody(received, expected),
    ...judgeReached(received, expected),
    ...judgeEvent(received, expected),
  ]
}

function judgeStatus({ status }: Received, { status: expected, event }: CaseExpectation): string[] {
  if (expected !== undefined) return match(status, expected, 'status')
  return event === undefined ? [] : match(status, 200, 'status')
}

function judgeHeaders({ headers }: Received, { headers: expected = {} }: CaseExpectation): string[] {
  return Object.entries(expected).flatMap(([name, wanted]) => {
    const lines = headers.get(name) ?? []
    const actual = Array.isArray(wanted) || lines.length > 1 ? lines : lines[0]
    return match(actual, wanted, `header ${name}`)
  })
}

function judgeBody({ body }: Received, { body: expected, bodyBytes }: CaseExpectation): string[] {
  const differences =
    bodyBytes === undefined ? [] : match(body.toString('base64'), bodyBytes, 'body in base64')
  if (expected === undefined) return differences
  return [...differences, ...match(isJsonWanted(expected) ? parse(body) : body.toString(), expected, 'body')]
}

/** An object of members is looked for in the parsed body; a matcher of text in the body itself. */
function isJsonWanted(expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) return false
  return !Object.keys(expected).some((name) => name.startsWith('$'))
}

function judgeReached({ headers }: Received, { reached }: CaseExpectation): string[] {
  const wasReached = headers.has('x-reached')
  if (reached === undefined || wasReached === reached) return []
  return [wasReached ? 'the function was called' : 'the function was not called']
}

function judgeEvent({ body, headers }: Received, { event }: CaseExpectation): string[] {
  if (event === undefined) return []
  if (!headers.has('x-reached')) return ['the function was not called']
  return match(parse(body), event, 'event')
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}

import type { RequestDetails } from '../../../api-types.ts'
import { type DecodedToken, decodeToken, type Members } from '../../parts/decode-token.ts'
import { sortMembers } from '../../parts/sort-members.ts'

/** One thing of two requests. */
export interface ComparedRow {
  readonly name: string
  /** Undefined where a request has no such thing. */
  readonly values: readonly [one: unknown, other: unknown]
  readonly mark: 'only' | 'differs' | undefined
}

export interface ComparedSection {
  readonly title: string
  readonly rows: readonly ComparedRow[]
}

/** They differ between any two requests and tell nothing. */
const ownToEach =
  /^(?:apigw-requestid|date|content-length|headers\.(?:x-amzn-trace-id|content-length)|requestContext\.(?:requestId|time|timeEpoch)|requestTime|instance|body\.instance|jti|at_hash|nonce)$/i

/** Two requests side by side: what was sent, the token, the checks, the event, the answer. */
export function compareRequests(one: RequestDetails, other: RequestDetails): ComparedSection[] {
  const sections = [
    ['Request', requestOf],
    ['Token', tokenOf],
    ['Checks', checksOf],
    ['Event', ({ event }: RequestDetails) => flatten(event ?? {})],
    ['Answer', answerOf],
  ] as const
  return sections.map(([title, read]) => ({ title, rows: compareMembers(read(one), read(other)) }))
}

/** Every name that either has, in the order of claims. */
export function compareMembers(one: Members, other: Members): ComparedRow[] {
  return sortMembers(new Map([...other, ...one])).map(([name]) => {
    const values = [one.get(name), other.get(name)] as const
    return { name, values, mark: markOf(one.has(name), other.has(name), values) }
  })
}

function markOf(
  isInOne: boolean,
  isInOther: boolean,
  [one, other]: ComparedRow['values'],
): ComparedRow['mark'] {
  if (isInOne !== isInOther) return 'only'
  return JSON.stringify(one) === JSON.stringify(other) ? undefined : 'differs'
}

/** Whether it says something about the two that it differs. */
export function isTelling({ name, mark }: ComparedRow): boolean {
  return mark !== undefined && !(mark === 'differs' && ownToEach.test(name))
}

/** The leaves of a JSON value by their paths: `requestContext.http.method`, `items.0.id`. */
export function flatten(value: unknown, path = ''): Members {
  if (typeof value !== 'object' || value === null) return new Map([[path, value]])
  const entries = Object.entries(value)
  if (entries.length === 0 && path) return new Map([[path, value]])
  return new Map(entries.flatMap(([name, each]) => [...flatten(each, path ? `${path}.${name}` : name)]))
}

function requestOf({ method, target, requestHeaders, requestBody }: RequestDetails): Members {
  const headers = requestHeaders.filter(([name]) => name !== 'authorization')
  return new Map<string, unknown>([
    ['method', method],
    ['target', target],
    ...headers.map(([name, value]) => [`header ${name}`, value] as const),
    ...bodyOf(requestBody),
  ])
}

function tokenOf({ requestHeaders }: RequestDetails): Members {
  const value = requestHeaders.find(([name]) => name === 'authorization')?.[1]
  const decoded = value === undefined ? undefined : read(value.replace(/^Bearer /, ''))
  if (!decoded)
    return new Map([['authorization', value === undefined ? 'none' : 'no token that can be read']])
  return new Map([...decoded.header, ...decoded.payload])
}

function read(token: string): DecodedToken | undefined {
  try {
    return decodeToken(token)
  } catch {
    return undefined
  }
}

function checksOf({ explanation }: RequestDetails): Members {
  return new Map(
    explanation?.checks.map(({ check, verdict, found }) => [check, `${verdict}: ${found}`]) ?? [],
  )
}

function answerOf({ status, responseHeaders, responseBody, why }: RequestDetails): Members {
  return new Map<string, unknown>([
    ['status', status],
    ...(why ? [['why', why] as const] : []),
    ...responseHeaders.map(([name, value]) => [name, value] as const),
    ...bodyOf(responseBody),
  ])
}

function bodyOf(body: RequestDetails['requestBody']): Members {
  if ('bytes' in body) return new Map([['body', `${body.bytes} bytes`]])
  if (body.text === '') return new Map()
  try {
    return flatten(JSON.parse(body.text), 'body')
  } catch {
    return new Map([['body', body.text]])
  }
}

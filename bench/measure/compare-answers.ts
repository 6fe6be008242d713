import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type Claims, toStringClaims } from '../../providers/index.ts'
import { BenchError } from './run-context.ts'

/** An answer as a function gives it to an HTTP API. */
export interface FunctionAnswer {
  readonly statusCode: number
  readonly headers?: Readonly<Record<string, unknown>>
  readonly body?: string
}

const comparedHeaders = ['content-type', 'location', 'cache-control']

/**
 * How a contender's response differs from the floor's; empty if it has done the same job. claimcheck returns more in three places,
 * which are not compared: the rest of the principal, the types of claims, which the gateway turns into text, and a problem's wording.
 */
export function differences(floor: FunctionAnswer, answer: FunctionAnswer): string[] {
  const expected = comparable(floor)
  const found = comparable(answer)
  return Object.keys({ ...expected, ...found })
    .filter((name) => !isDeepStrictEqual(expected[name], found[name]))
    .map((name) => `${name} is ${JSON.stringify(found[name])}, not ${JSON.stringify(expected[name])}`)
}

function comparable({ statusCode, headers = {}, body = 'null' }: FunctionAnswer): Record<string, unknown> {
  const byName = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const compared = comparedHeaders.map((name) => [`header ${name}`, plainValue(byName[name])])
  const etag = comparableTag(byName.etag, body)
  return {
    status: statusCode,
    ...Object.fromEntries(compared),
    'header etag': etag,
    ...members(JSON.parse(body)),
  }
}

/**
 * The tag without its hash, if that is the hash of the principal that this contender shows: the principals differ, so the hashes do. Any
 * other tag is compared as it is.
 */
function comparableTag(etag: unknown, body: string): unknown {
  const [, version, hash] = /^"([^".]+)\.([\w-]{22})"$/.exec(String(etag)) ?? []
  const { principal } = Object(JSON.parse(body))
  // A write shows only the profile.
  const isHash = principal === undefined || hash === hashOf(principal)
  return hash !== undefined && isHash ? `version ${version} and a hash` : etag
}

function hashOf(principal: object): string {
  return createHash('sha256').update(JSON.stringify(principal)).digest('base64url').slice(0, 22)
}

/** Without the parameters of a media type. */
function plainValue(value: unknown): unknown {
  return typeof value === 'string' ? value.split(';')[0] : value
}

function members(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null) return { body }
  const { principal, errors, ...rest } = body as Record<string, unknown>
  if (Array.isArray(errors)) return { status: rest.status, errors: errors.map(pointerOf) }
  return { ...rest, ...(principal !== undefined && { principal: callerMembers(principal) }) }
}

/** An error without a detail does not count. */
function pointerOf({ pointer, detail }: { pointer?: unknown; detail?: unknown }): unknown {
  return typeof detail === 'string' && detail !== '' ? pointer : { pointer, detail }
}

function callerMembers(principal: unknown): object {
  const { key, issuer, subject, email, claims } = principal as Record<string, unknown>
  return { key, issuer, subject, email, claims: toStringClaims((claims ?? {}) as Claims) }
}

export interface Answering {
  readonly name: string
  answer(): Promise<FunctionAnswer>
}

/**
 * Asks each contender once. The first is the floor.
 *
 * @throws {BenchError} naming what differs, unless all have done the same job.
 */
export async function assertSameAnswers(what: string, contenders: readonly Answering[]): Promise<void> {
  const [floor, ...others] = contenders
  if (!floor) return
  const expected = await floor.answer()
  for (const { name, answer } of others) {
    const found = differences(expected, await answer())
    if (found.length > 0) {
      throw new BenchError(
        `${what}: ${name} does not respond as ${floor.name} does:\n  ${found.join('\n  ')}`,
      )
    }
  }
}

import { randomUUID } from 'node:crypto'
import type { EventOptions } from './event-options.ts'
import { type PassedCaller, readCaller } from './read-caller.ts'
import { type FilledRoute, fillRoute } from './read-route.ts'

/** A request as it reached the gateway, for either payload format to be written from. */
export interface TestRequest extends FilledRoute {
  readonly rawQuery: string
  /** Lower-case name and value of each line. */
  readonly lines: readonly (readonly [name: string, value: string])[]
  readonly body: Buffer
  readonly isText: boolean
  readonly caller: PassedCaller | undefined
  readonly requestId: string
  readonly nowMs: number
}

export const accountId = '123456789012'
export const sourceIp = '127.0.0.1'
const host = 'api.example.com'

/** @throws {TypeError} see `eventFor`. */
export function makeRequest(routeKey: string, options: EventOptions): TestRequest {
  const nowMs = options.now ?? Date.now()
  const { bytes, type } = readBody(options.body)
  const given = linesOf(options.headers)
  const lines = [
    ...defaultLines(options.token, type).filter(([name]) => !given.some(([known]) => known === name)),
    ...given,
  ]
  return {
    ...fillRoute(routeKey, options.path ?? {}, options.method),
    rawQuery: new URLSearchParams(pairsOf(options.query)).toString(),
    lines: [...lines, ...gatewayLines(bytes, nowMs)],
    body: bytes,
    isText: isText(lines.find(([name]) => name === 'content-type')?.[1]),
    caller: readCaller(options, nowMs),
    requestId: randomUUID(),
    nowMs,
  }
}

function defaultLines(token: string | undefined, type: string | undefined): [string, string][] {
  return [
    ['host', host],
    ...(token === undefined ? [] : [['authorization', `Bearer ${token}`] as [string, string]]),
    ...(type === undefined ? [] : [['content-type', type] as [string, string]]),
  ]
}

/** What the gateway adds. Source: AWS http-api-develop-integrations-lambda, and captures. */
function gatewayLines(body: Buffer, nowMs: number): [string, string][] {
  const seconds = Math.floor(nowMs / 1_000).toString(16)
  return [
    ['content-length', String(body.length)],
    ['x-amzn-trace-id', `Root=1-${seconds}-${randomUUID().replaceAll('-', '').slice(0, 24)}`],
    ['x-forwarded-for', sourceIp],
    ['x-forwarded-port', '443'],
    ['x-forwarded-proto', 'https'],
  ]
}

function readBody(body: unknown): { readonly bytes: Buffer; readonly type?: string } {
  if (body === undefined) return { bytes: Buffer.alloc(0) }
  if (typeof body === 'string' || body instanceof Uint8Array) return { bytes: Buffer.from(body as string) }
  return { bytes: Buffer.from(JSON.stringify(body)), type: 'application/json' }
}

function linesOf(headers: EventOptions['headers']): [string, string][] {
  return pairsOf(headers).map(([name, value]) => [name.toLowerCase(), value])
}

function pairsOf(record: Readonly<Record<string, string | readonly string[]>> = {}): [string, string][] {
  return Object.entries(record).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  )
}

/** Anything else is base64 in the event. */
function isText(type = ''): boolean {
  return /^(?:text\/[^;]+|application\/(?:json|xml|javascript|graphql)) *(?:; *charset="?utf-8"? *)?$/i.test(
    type,
  )
}

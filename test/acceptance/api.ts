import { AssertionError } from 'node:assert/strict'

const timeoutMs = 20_000

export interface CallOptions {
  readonly token?: string
  /** Sent as JSON, with its content type unless `headers` say otherwise. */
  readonly json?: unknown
  /** Sent unchanged. */
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  /** @default /profile */
  readonly path?: string
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** What `text` holds as JSON; undefined if it is not JSON. */
  readonly body: unknown
}

/** The service, from outside. */
export class Api {
  readonly #baseUrl: string

  /** @param baseUrl Of the stage: `https://a1b2c3.execute-api.us-east-1.amazonaws.com`. */
  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl.replace(/\/+$/, '')
  }

  async call(method: string, options: CallOptions = {}): Promise<Answer> {
    const { token, json, body = json === undefined ? undefined : JSON.stringify(json) } = options
    const response = await fetch(`${this.#baseUrl}${options.path ?? '/profile'}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(body !== undefined && { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: parseJson(text) }
  }

  get(token: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.call('GET', { token, headers })
  }

  post(token: string, json: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.call('POST', { token, json, headers })
  }

  delete(token: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.call('DELETE', { token, headers })
  }
}

/** Fails with the details in the response if its status differs. */
export function expectStatus(answer: Answer, status: number): void {
  if (answer.status === status) return
  const { code, detail, message } = (answer.body ?? {}) as Record<string, unknown>
  const said = [code, detail, message].filter((part) => typeof part === 'string').join(': ')
  throw new AssertionError({ message: `expected ${status}, got ${answer.status}${said && ` (${said})`}` })
}

/** Fails unless the header is present with this value, or with one that matches. */
export function expectHeader(answer: Answer, name: string, wanted: string | RegExp): void {
  const value = answer.headers.get(name)
  const holds = value !== null && (typeof wanted === 'string' ? value === wanted : wanted.test(value))
  if (!holds) throw new AssertionError({ message: `expected ${name}: ${wanted}, got ${value ?? 'none'}` })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

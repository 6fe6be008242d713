import type { MiddlewareObj, Request } from '@middy/core'
import type { Principal } from '../../providers/index.ts'
import { requestIdOf, routeKeyOf } from '../http/event.ts'
import type { HttpProblem } from '../http/problem.ts'
import { subjectRef } from '../log/subject-ref.ts'
import { type LineWriter, type LogRecord, writeRecord, writeToStdout } from '../log/write-line.ts'
import { settings } from '../settings.ts'

export interface RequestLogOptions {
  /** Receives each finished log line, without its line end. @default stdout */
  readonly write?: LineWriter
  /** A monotonic clock, in milliseconds. @default the process's own */
  readonly now?: () => number
  /** The HMAC key of `subjectRef`; `null` logs no `subjectRef`. @default `settings().logKey` */
  readonly logKey?: string | null
}

interface LogInternal extends Record<string, unknown> {
  startedAtMs?: number
  principal?: Principal
  problem?: HttpProblem
}

type Logged = Request<unknown, unknown, unknown, Request['context'], LogInternal>

/**
 * Writes one line of JSON for each request: request id, route, status, duration, the caller and, for an error,
 * the problem's code. Never a token, a claim value (the client id apart) or a body. Goes first, around everything.
 *
 * The caller is named by `subjectRef`, a keyed hash (HMAC-SHA256) that cannot be reversed. A request that another
 * middleware's `before` ends with a response of its own is not logged, since Middy then runs no `after`.
 */
export function requestLog(options: RequestLogOptions = {}): MiddlewareObj {
  const write = options.write ?? writeToStdout
  const now = options.now ?? monotonicMs
  const refs = new WeakMap<Principal, string>()

  function requestLogBefore({ internal }: Logged): void {
    internal.startedAtMs = now()
  }

  function requestLogAfter(request: Logged): void {
    log(request, 200)
  }

  function requestLogOnError(request: Logged): void {
    log(request, 500)
  }

  function log(request: Logged, defaultStatus: number): void {
    const { startedAtMs } = request.internal
    // Middy calls onError even if an earlier middleware failed and the clock here never started.
    const durationMs = startedAtMs === undefined ? undefined : round(now() - startedAtMs)
    const status = statusOf(request) ?? defaultStatus
    writeRecord(write, {
      level: status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info',
      message: 'request',
      requestId: requestIdOf(request.event, request.context),
      routeKey: routeKeyOf(request.event),
      status,
      durationMs,
      ...callerOf(request.internal.principal),
      code: request.internal.problem?.code,
    })
  }

  function callerOf(principal: Principal | undefined): LogRecord {
    if (!principal) return {}
    const { provider, tokenUse, clientId } = principal
    return { provider, tokenUse, clientId, subjectRef: refOf(principal) }
  }

  // A returning caller is the same object: hashing again would cost as much as the rest of the line.
  function refOf(principal: Principal): string | undefined {
    const { logKey = defaultLogKey() } = options
    if (!logKey) return undefined
    const known = refs.get(principal)
    if (known !== undefined) return known
    const ref = subjectRef(logKey, principal.key)
    refs.set(principal, ref)
    return ref
  }

  return { before: requestLogBefore, after: requestLogAfter, onError: requestLogOnError }
}

/** Undefined for a response without a `statusCode`: HTTP APIs send it with 200, and 500 when the function fails. */
function statusOf({ response }: Logged): number | undefined {
  const status = (response as { statusCode?: unknown } | null | undefined)?.statusCode
  return typeof status === 'number' ? status : undefined
}

/** Wrong settings are reported by the middleware that needs them; the line is written regardless. */
function defaultLogKey(): string | null {
  try {
    return settings().logKey ?? null
  } catch {
    return null
  }
}

// Not performance.now(), whose first use loads a dozen modules of Node.
function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100
}

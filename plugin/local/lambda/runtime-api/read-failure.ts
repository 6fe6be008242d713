import type { IncomingHttpHeaders } from 'node:http'
import type { WorkerFailure } from '../worker-messages.ts'

/**
 * The error that a runtime's client reports: `errorType`, `errorMessage` and `stackTrace` as JSON, or the header alone.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export function readFailure(body: Buffer, headers: IncomingHttpHeaders): WorkerFailure {
  const { errorType, errorMessage, stackTrace } = parseRecord(body.toString())
  const header = headers['lambda-runtime-function-error-type']
  return {
    errorType: textOf(errorType) ?? textOf(header) ?? 'Runtime.Unknown',
    errorMessage: textOf(errorMessage) ?? 'the runtime reported an error without a message',
    stack: readStack(stackTrace),
  }
}

/** The error in the trailers of a streamed answer that broke off; its body is in base64. */
export function readTrailerFailure(trailers: NodeJS.Dict<string>): WorkerFailure | undefined {
  const type = trailers['lambda-runtime-function-error-type']
  if (!type) return undefined
  const body = Buffer.from(trailers['lambda-runtime-function-error-body'] ?? '', 'base64')
  return readFailure(body, { 'lambda-runtime-function-error-type': type })
}

function parseRecord(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Python gives lines, Go gives frames; either way as Node writes them, so that one reader serves all. */
function readStack(trace: unknown): string | undefined {
  if (!Array.isArray(trace)) return textOf(trace)
  const lines = trace.map((frame: unknown) => (typeof frame === 'string' ? frame : frameLine(frame)))
  return lines.join('\n')
}

function frameLine(frame: unknown): string {
  const {
    label = '',
    path = '',
    line = 0,
  } = (frame ?? {}) as { label?: string; path?: string; line?: number }
  return `    at ${label} (${path}:${line})`
}

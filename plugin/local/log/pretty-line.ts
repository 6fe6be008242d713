import type { Paint } from '../../system/terminal.ts'
import { type FunctionRecord, readFunctionRecord } from './function-record.ts'
import type { FunctionEntry, LogEntry, RequestEntry } from './log.ts'
import { printableLine } from './printable-line.ts'

/** A line of the log for people. @param line as plain text, for what has no form of its own. */
export function prettyLine(line: string, entry: LogEntry | undefined, paint: Paint): string {
  if (entry?.kind === 'request') return requestLine(entry, paint)
  const record = entry && readFunctionRecord(entry.text)
  return record && entry ? recordLines(entry, record, paint) : line
}

/** `401 GET /profile  exp (expiry): expired 3 minutes ago  -> http://localhost:3001/#/r/ID` */
function requestLine({ status, method, path, tookMs, short, link }: RequestEntry, paint: Paint): string {
  return [
    `${statusPaint(status, paint)(`${status}`)} ${paint.strong(`${method} ${path}`)}`,
    short ?? paint.quiet(`${Math.round(tookMs)} ms`),
    ...(link === undefined ? [] : [paint.quiet(`-> ${link}`)]),
  ].join('  ')
}

function statusPaint(status: number, paint: Paint): (text: string) => string {
  if (status >= 500) return paint.bad
  return status >= 400 ? paint.warn : paint.good
}

/** The level and the message; what else there is behind them, and a stack below. */
function recordLines(
  { functionKey }: FunctionEntry,
  { level, message, rest }: FunctionRecord,
  paint: Paint,
): string {
  const safe = (text: string) => printableLine(text, false)
  const [first = '', ...others] = message.split('\n')
  const details = rest.filter(([, value]) => value !== undefined && !stackOf(value))
  const shown = details.map(([name, value]) => `${name}=${showValue(value)}`).join(' ')
  const head = [`[${functionKey}] ${levelPaint(level, paint)(safe(level))} ${safe(first)}`]
  const below = [...others, ...rest.flatMap(([name, value]) => stackOf(value, name) ?? [])]
  return [
    [...head, ...(shown ? [paint.quiet(safe(shown))] : [])].join('  '),
    ...below.map((text) => `[${functionKey}] ${paint.quiet(safe(text))}`),
  ].join('\n')
}

function levelPaint(level: string, paint: Paint): (text: string) => string {
  if (/^(error|fatal|critical)/.test(level)) return paint.bad
  if (level.startsWith('warn')) return paint.warn
  return level === 'info' ? paint.good : paint.quiet
}

const maxValueLength = 300

function showValue(value: unknown): string {
  const text = typeof value === 'string' && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value)
  return text.length > maxValueLength ? `${text.slice(0, maxValueLength)}...` : text
}

/** The lines of an error, if that is what the value is: every logger keeps its stack under one of these names. */
function stackOf(value: unknown, name = ''): string[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { stack, stackTrace, at = stackTrace } = value as Readonly<Record<string, unknown>>
  if (typeof stack === 'string') return stack.split('\n')
  if (!Array.isArray(at)) return undefined
  const {
    code,
    message,
    errorMessage = message,
    name: kind = name,
  } = value as Readonly<Record<string, unknown>>
  const head = [kind, code, errorMessage].filter((part) => typeof part === 'string').join(' ')
  return [head, ...at.map((place) => `    at ${String(place).trim().replace(/^at /, '')}`)]
}

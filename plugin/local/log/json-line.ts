import { stripVTControlCharacters } from 'node:util'
import { readFunctionRecord } from './function-record.ts'
import type { LogEntry } from './log.ts'

/** One line of the log as JSON, for programs; each has `time` and `type`. @param now milliseconds since the epoch. */
export function jsonLine(line: string, entry: LogEntry | undefined, now: number): string {
  return JSON.stringify({ time: new Date(now).toISOString(), ...membersOf(line, entry) })
}

function membersOf(line: string, entry: LogEntry | undefined): object {
  if (!entry) return { type: 'notice', message: stripVTControlCharacters(line).trim() }
  if (entry.kind === 'request') {
    const { requestId, method, path, status, tookMs, reason, link } = entry
    return { type: 'request', requestId, method, path, status, durationMs: Math.round(tookMs), reason, link }
  }
  const { functionKey, text } = entry
  // A record stays one, so that nobody has to parse twice.
  const record = readFunctionRecord(text)
  return { type: 'function', function: functionKey, ...(record ? { record: record.value } : { line: text }) }
}

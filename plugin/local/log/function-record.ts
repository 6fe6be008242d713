/** A line that a logger wrote as JSON: Powertools, pino, winston, Lambda's own, or the framework. */
export interface FunctionRecord {
  readonly level: string
  readonly message: string
  /** What else it says, in its order. */
  readonly rest: readonly (readonly [name: string, value: unknown])[]
  /** The whole of it, as it was written. */
  readonly value: object
}

/** Names of pino's numbers. */
const levels: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
}

/** Of every line of the same function, or of the request, which the gateway's line names anyway. */
const known = new Set([
  ...['level', 'message', 'msg', 'time', 'timestamp', 'pid', 'hostname', 'requestId', 'xray_trace_id'],
  ...['service', 'sampling_rate', 'cold_start', 'function_arn', 'function_memory_size', 'function_name'],
  'function_request_id',
])

/** Undefined for anything but an object with a level and a message: such a line is shown as it is. */
export function readFunctionRecord(line: string): FunctionRecord | undefined {
  if (!line.startsWith('{') || !line.endsWith('}')) return undefined
  const value = parse(line)
  if (!value) return undefined
  const { level, message = value.msg } = value
  const name = typeof level === 'number' ? levels[level] : level
  if (typeof name !== 'string' || typeof message !== 'string') return undefined
  return {
    level: name.toLowerCase(),
    message,
    rest: Object.entries(value).filter(([key]) => !known.has(key)),
    value,
  }
}

function parse(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>
  } catch {
    return undefined
  }
}

/** A request's header lines as an event shows them. */
export interface RequestHeaders {
  /** By lower-case name; several lines of one name are joined by `,`. Without `cookie`. */
  readonly values: ReadonlyMap<string, string>
  /** Lower-case name and value of each line, `cookie` among them, in the order sent. */
  readonly lines: readonly (readonly [name: string, value: string])[]
  /** How many lines each name had. */
  readonly counts: ReadonlyMap<string, number>
  /** One `name=value` for each cookie. */
  readonly cookies: readonly string[]
}

/** They concern one connection, not the request; that API Gateway drops them is inferred. */
const connectionHeaders = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** @param rawHeaders name, value, name, value as Node gives them. */
export function readHeaders(rawHeaders: readonly string[]): RequestHeaders {
  const values = new Map<string, string>()
  const counts = new Map<string, number>()
  const cookies: string[] = []
  const lines: [string, string][] = []
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase()
    const value = decodeUtf8(rawHeaders[index + 1] ?? '')
    counts.set(name, (counts.get(name) ?? 0) + 1)
    if (connectionHeaders.has(name)) continue
    lines.push([name, value])
    if (name === 'cookie') cookies.push(...value.split('; ').filter((cookie) => cookie !== ''))
    else values.set(name, values.has(name) ? `${values.get(name)},${value}` : value)
  }
  return { values, lines, counts, cookies }
}

/** The same with another `host`. */
export function withHost(headers: RequestHeaders, host: string): RequestHeaders {
  const others = headers.lines.filter(([name]) => name !== 'host')
  return {
    ...headers,
    values: new Map([...headers.values, ['host', host]]),
    lines: [['host', host], ...others],
  }
}

/** Node reads header bytes as Latin-1; an event carries them as UTF-8. */
function decodeUtf8(value: string): string {
  return isAscii(value) ? value : Buffer.from(value, 'latin1').toString('utf8')
}

/** Most header values are: then their bytes are their characters, in Latin-1 as in UTF-8. */
export function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text)
}

import type { LogSafeText } from './log-safe.ts'
import { logSafe } from './log-safe.ts'

/** A JSON object as parsed; names such as `__proto__` are ordinary own keys. */
export type JsonObject = Readonly<Record<string, unknown>>

export type StrictJson = { readonly value: JsonObject } | { readonly problem: LogSafeText }

/**
 * Parses bytes that must be one JSON object in UTF-8, and refuses what two readers could understand differently:
 * bytes that are not UTF-8, a byte order mark, a name given twice at any depth, a number too large for a double (RFC 8725 section 2.4, RFC 7519 section 4).
 */
export function parseStrictObject(bytes: Uint8Array): StrictJson {
  let text: string
  let value: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    value = JSON.parse(text)
  } catch (error) {
    return {
      problem:
        error instanceof SyntaxError ? logSafe`text that is not JSON` : logSafe`bytes that are not UTF-8`,
    }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problem: logSafe`JSON that is not an object` }
  const problem = findAmbiguity(text)
  return problem ? { problem } : { value: value as JsonObject }
}

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g

/** Walks over JSON that is known to be valid. */
function findAmbiguity(text: string): LogSafeText | undefined {
  const names: (Set<string> | undefined)[] = []
  let isName = false
  for (const [token] of text.matchAll(tokens)) {
    if (isName && token.startsWith('"')) {
      const name: string = JSON.parse(token)
      if (names.at(-1)?.has(name)) return logSafe`JSON that has one name twice`
      names.at(-1)?.add(name)
    } else if (isOverflow(token)) return logSafe`a number that is too large`
    if (token === '{') names.push(new Set())
    if (token === '[') names.push(undefined)
    if (token === '}' || token === ']') names.pop()
    isName = token === '{' || (token === ',' && names.at(-1) !== undefined)
  }
  return undefined
}

function isOverflow(token: string): boolean {
  return /^-?\d/.test(token) && !Number.isFinite(Number(token))
}

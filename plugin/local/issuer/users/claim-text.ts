/** A custom claim as it is typed: `name=value`. */
export type ClaimPair = readonly [name: string, value: unknown]

/** The value is JSON where it parses as that, else text. Undefined for what has no name or no `=`. */
export function parseClaim(text: string): ClaimPair | undefined {
  const at = text.indexOf('=')
  const name = text.slice(0, Math.max(at, 0)).trim()
  return name === '' ? undefined : [name, parseValue(text.slice(at + 1).trim())]
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** As `parseClaim` reads it again: text in quotes where it would be read as something else. */
export function formatClaim([name, value]: ClaimPair): string {
  const isPlain =
    typeof value === 'string' &&
    value === value.trim() &&
    parseValue(value) === value &&
    !/[\r\n]/.test(value)
  return `${name}=${isPlain ? value : JSON.stringify(value)}`
}

/** One claim on each line; empty lines count for nothing. */
export function parseClaims(
  text: string,
): { readonly claims: Readonly<Record<string, unknown>> } | { readonly error: string } {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const pairs = lines.map(parseClaim)
  const wrong = pairs.indexOf(undefined)
  if (wrong !== -1) return { error: `Line ${wrong + 1} is not name=value.` }
  const known = pairs.filter((pair) => pair !== undefined)
  const names = known.map(([name]) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  return twice === undefined ? { claims: Object.fromEntries(known) } : { error: `${twice} is there twice.` }
}

export function formatClaims(claims: Readonly<Record<string, unknown>> = {}): string {
  return Object.entries(claims).map(formatClaim).join('\n')
}

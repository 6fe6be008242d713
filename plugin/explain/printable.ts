const maxLength = 160

/**
 * A value of a token for the eyes of the one who holds it: as JSON, cut to a line, with everything but printable ASCII escaped.
 * So no value can steer the terminal, and a letter that only looks like another is seen.
 */
export function printable(value: unknown): string {
  const text = JSON.stringify(value) ?? 'none'
  const cut = text.length > maxLength ? `${text.slice(0, maxLength)}… (${text.length} characters)` : text
  return cut.replaceAll(/[^\x20-\x7e…]/g, escapeUnit)
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

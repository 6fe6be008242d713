const maxLength = 160

/**
 * A value of a token, for the token's owner: as JSON, cut to a line, with everything but printable ASCII escaped,
 * so that no value can control the terminal, and look-alike letters show.
 */
export function printable(value: unknown): string {
  const text = JSON.stringify(value) ?? 'none'
  const cut = text.length > maxLength ? `${text.slice(0, maxLength)}… (${text.length} characters)` : text
  return cut.replaceAll(/[^\x20-\x7e…]/g, escapeUnit)
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** A record in JSON, as loggers write it: its level and message in words, then the rest, with the lines of a stack as lines. */
export function unfold(line: string): string {
  if (!line.startsWith('{')) return line
  try {
    const { level, message, ...rest } = JSON.parse(line) as Record<string, unknown>
    const head = [level, message].filter((part) => typeof part === 'string').join(' ')
    return [...(head ? [head] : []), ...Object.entries(rest).flatMap(describe)].join('\n')
  } catch {
    return line
  }
}

function describe([name, value]: readonly [string, unknown]): string[] {
  const text = typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)
  return `${name}: ${text}`
    .replaceAll('\\n', '\n')
    .split('\n')
    .map((part) => `  ${part}`)
}

/** A place for log lines, read back as the records they hold. */
export interface LogLines {
  readonly write: (line: string) => void
  readonly text: () => string
  readonly records: () => Record<string, unknown>[]
}

export function logLines(): LogLines {
  const lines: string[] = []
  return {
    write: (line) => void lines.push(line),
    text: () => lines.join('\n'),
    records: () => lines.map((line) => JSON.parse(line)),
  }
}

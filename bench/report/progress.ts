/** Tells how far a run is. */
export interface Report {
  /** A step that takes a while: a line of its own. */
  step(text: string): void
  /** A small part of a step: the last line of a terminal, and nothing elsewhere. */
  tick(text: string): void
  /** Takes that line away. */
  clear(): void
}

export function createReport(stream: NodeJS.WriteStream): Report {
  const wipe = stream.isTTY ? '\r\u001b[2K' : ''
  return {
    step: (text) => void stream.write(`${wipe}${text}\n`),
    tick: (text) => {
      if (stream.isTTY) stream.write(`${wipe}${text.slice(0, stream.columns - 1)}`)
    },
    clear: () => void stream.write(wipe),
  }
}

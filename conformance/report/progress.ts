/** How far a run is, on one line of a terminal; elsewhere nothing is written. */
export interface Progress {
  show(text: string): void
  /** Takes the line away. */
  clear(): void
}

export function createProgress(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} }
  return {
    show: (text) => void stream.write(`\r\u001b[2K${text.slice(0, stream.columns - 1)}`),
    clear: () => void stream.write('\r\u001b[2K'),
  }
}

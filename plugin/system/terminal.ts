import { styleText } from 'node:util'

/** Colours for a terminal, and none for anything else. */
export interface Paint {
  strong(text: string): string
  quiet(text: string): string
  good(text: string): string
  bad(text: string): string
}

/** @param stream where the text goes; `NO_COLOR` and `FORCE_COLOR` are respected. */
export function createPaint(stream: NodeJS.WriteStream): Paint {
  const paint = (style: Parameters<typeof styleText>[0]) => (text: string) =>
    styleText(style, text, { stream })
  return { strong: paint('bold'), quiet: paint('dim'), good: paint('green'), bad: paint('red') }
}

/** Shows how far a long run is. */
export interface Progress {
  /** A step that takes a while: a line of its own, on any stream. */
  step(text: string): void
  /** Replaces the last line of a terminal; elsewhere nothing is written. */
  show(text: string): void
  /** Removes that line. */
  clear(): void
}

/** @param stream usually stderr, so that stdout holds results only. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  const wipe = stream.isTTY ? '\r\u001b[2K' : ''
  return {
    step: (text) => void stream.write(`${wipe}${text}\n`),
    show: (text) => {
      if (stream.isTTY) stream.write(`${wipe}${text.slice(0, stream.columns - 1)}`)
    },
    clear: () => void stream.write(wipe),
  }
}

import { styleText } from 'node:util'

/** Colours for a terminal, and none for anything else. */
export interface Paint {
  strong(text: string): string
  /** A URL. */
  link(text: string): string
  quiet(text: string): string
  good(text: string): string
  warn(text: string): string
  bad(text: string): string
}

/** @param stream where the text goes; `NO_COLOR` and `FORCE_COLOR` are respected. */
export function createPaint(stream: NodeJS.WriteStream): Paint {
  const paint = (style: Parameters<typeof styleText>[0]) => (text: string) =>
    styleText(style, text, { stream })
  return {
    strong: paint('bold'),
    link: paint('cyan'),
    quiet: paint('dim'),
    good: paint('green'),
    warn: paint('yellow'),
    bad: paint('red'),
  }
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

/** Removes the line that progress shows on a terminal at present. */
let wipeShown: (() => void) | undefined

/** Called before anything else is written to a terminal: a progress line below it is drawn again by itself. */
export function wipeProgress(): void {
  wipeShown?.()
  wipeShown = undefined
}

/** @param stream usually stderr, so that stdout holds results only. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  const wipe = stream.isTTY ? '\r\u001b[2K' : ''
  return {
    step: (text) => void stream.write(`${wipe}${text}\n`),
    show: (text) => {
      if (!stream.isTTY) return
      stream.write(`${wipe}${text.slice(0, stream.columns - 1)}`)
      wipeShown = () => stream.write(wipe)
    },
    clear: () => {
      stream.write(wipe)
      wipeShown = undefined
    },
  }
}

export interface ElapsedOptions {
  /** @default stderr */
  readonly stream?: NodeJS.WriteStream
  /** Milliseconds between two lines where the stream is no terminal. @default 10 s */
  readonly everyMs?: number
}

/**
 * Says how long something takes that may take more than a second: on a terminal in one line that is rewritten and removed at the end,
 * elsewhere by a line every ten seconds.
 *
 * @param title `Installing MiniStack`
 */
export async function withElapsed<T>(
  title: string,
  work: () => Promise<T>,
  { stream = process.stderr, everyMs = 10_000 }: ElapsedOptions = {},
): Promise<T> {
  const progress = createProgress(stream)
  const sinceMs = performance.now()
  const say = stream.isTTY ? progress.show : progress.step
  const tick = () => {
    const seconds = (performance.now() - sinceMs) / 1_000
    if (seconds >= 1 || !stream.isTTY) say(`${title}, ${Math.round(seconds)} s`)
  }
  const timer = setInterval(tick, stream.isTTY ? 500 : everyMs)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    if (stream.isTTY) wipeProgress()
  }
}

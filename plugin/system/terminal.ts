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

/** Shows how far a long run is, and how long it has taken since the last step. */
export interface Progress {
  /** A step that takes a while: a line of its own, on any stream. */
  step(text: string): void
  /** Replaces the last line of a terminal, which counts the seconds; elsewhere a line is written every ten seconds. */
  show(text: string): void
  /** Removes that line, and ends the counting. */
  clear(): void
}

/** Removes the line that progress shows on a terminal at present. */
let wipeShown: (() => void) | undefined

/** Called before anything else is written to a terminal: a progress line below it is drawn again by itself. */
export function wipeProgress(): void {
  wipeShown?.()
  wipeShown = undefined
}

export interface ProgressOptions {
  /** Milliseconds between two lines where the stream is no terminal. @default 10 s */
  readonly everyMs?: number
}

/** @param stream usually stderr, so that stdout holds results only. */
export function createProgress(
  stream: NodeJS.WriteStream,
  { everyMs = 10_000 }: ProgressOptions = {},
): Progress {
  const wipe = stream.isTTY ? '\r\u001b[2K' : ''
  let sinceMs = performance.now()
  let shown = ''
  let timer: NodeJS.Timeout | undefined

  function draw(): void {
    const seconds = Math.floor((performance.now() - sinceMs) / 1_000)
    const line = seconds > 0 ? `${shown}, ${seconds} s` : shown
    if (!stream.isTTY) return void stream.write(`${line}\n`)
    stream.write(`${wipe}${line.slice(0, stream.columns - 1)}`)
    wipeShown = () => stream.write(wipe)
  }

  return {
    step(text) {
      sinceMs = performance.now()
      stream.write(`${wipe}${text}\n`)
    },
    show(text) {
      shown = text
      timer ??= setInterval(draw, stream.isTTY ? 500 : everyMs).unref()
      if (stream.isTTY) draw()
    },
    clear() {
      clearInterval(timer)
      timer = undefined
      wipeProgress()
    },
  }
}

export interface ElapsedOptions extends ProgressOptions {
  /** @default stderr */
  readonly stream?: NodeJS.WriteStream
}

/**
 * Shows how long something takes, once that is more than a second, by `createProgress`.
 *
 * @param title `Installing MiniStack`
 */
export async function withElapsed<T>(
  title: string,
  work: () => Promise<T>,
  { stream = process.stderr, ...options }: ElapsedOptions = {},
): Promise<T> {
  const progress = createProgress(stream, options)
  const late = setTimeout(() => progress.show(title), stream.isTTY ? 1_000 : 0)
  try {
    return await work()
  } finally {
    clearTimeout(late)
    progress.clear()
  }
}

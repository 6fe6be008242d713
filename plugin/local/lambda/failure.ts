import { maxLogLineBytes } from './split-lines.ts'
import type { WorkerFailure } from './worker-messages.ts'

/** Puts whatever was thrown into Lambda's words; a thrown value that is no error keeps its text. */
export function toFailure(thrown: unknown): WorkerFailure {
  if (!(thrown instanceof Error)) {
    return { errorType: typeof thrown, errorMessage: textOf(thrown), stack: undefined }
  }
  const { stack } = thrown
  return {
    errorType: textOf(thrown.name),
    errorMessage: textOf(thrown.message),
    stack: stack === undefined ? undefined : textOf(stack),
  }
}

/** User code can put anything into an error, and any length of it. */
function textOf(value: unknown): string {
  try {
    return String(value).slice(0, maxLogLineBytes)
  } catch {
    return 'a value that has no text'
  }
}

/** A failure in one line: `TypeError: x is not a function`. */
export function nameFailure({ errorType, errorMessage }: WorkerFailure): string {
  return `${errorType}: ${errorMessage}`
}

/** A failure with the places it passed through, those inside the local run itself left out. */
export function traceFailure(failure: WorkerFailure): string[] {
  const [head = '', ...frames] = failure.stack?.split(/\n(?= {4}at )/) ?? []
  const own = frames.filter(
    (frame) => !/\(node:|at node:|worker\.cjs|worker\/main\.ts|run-event\.ts/.test(frame),
  )
  return [
    ...nameFailure(failure).split('\n'),
    ...sourceLines(head),
    ...own.flatMap((frame) => frame.split('\n')),
  ]
}

/** What Node puts before a SyntaxError: `/service/hello.js:3`, the line, and where in it. */
function sourceLines(head: string): string[] {
  const [, lines] = /^(.+:\d+\n(?:.*\n)*?)\n*\w*Error\b/.exec(head) ?? []
  return lines?.split('\n').filter((line) => line.trim() !== '') ?? []
}

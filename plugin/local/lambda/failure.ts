import type { WorkerFailure } from './worker-messages.ts'

/** Puts whatever was thrown into Lambda's words; a thrown value that is no error keeps its text. */
export function describeFailure(thrown: unknown): WorkerFailure {
  if (!(thrown instanceof Error)) {
    return { errorType: typeof thrown, errorMessage: String(thrown), stack: undefined }
  }
  return { errorType: thrown.name, errorMessage: thrown.message, stack: thrown.stack }
}

/** A failure in one line: `TypeError: x is not a function`. */
export function nameFailure({ errorType, errorMessage }: WorkerFailure): string {
  return `${errorType}: ${errorMessage}`
}

/** A failure with the places it passed through, those inside the local run itself left out. */
export function traceFailure(failure: WorkerFailure): string[] {
  const [, ...frames] = failure.stack?.split(/\n(?= {4}at )/) ?? []
  const own = frames.filter(
    (frame) => !/\(node:|at node:|worker\.cjs|worker\/main\.ts|run-event\.ts/.test(frame),
  )
  return [...nameFailure(failure).split('\n'), ...own.flatMap((frame) => frame.split('\n'))]
}

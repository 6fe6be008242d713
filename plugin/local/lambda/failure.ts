import type { WorkerFailure } from './worker-messages.ts'

/** A failure in one line: `TypeError: x is not a function`. */
export function nameFailure({ errorType, errorMessage }: WorkerFailure): string {
  return `${errorType}: ${errorMessage}`
}

/** A failure with the places it passed through, those inside the local run itself left out. */
export function traceFailure(failure: WorkerFailure): string[] {
  const [, ...frames] = failure.stack?.split(/\n(?= {4}at )/) ?? []
  const own = frames.filter(
    (frame) => !/\(node:|at node:|worker\.cjs|worker-entry\.ts|run-handler\.ts/.test(frame),
  )
  return [...nameFailure(failure).split('\n'), ...own.flatMap((frame) => frame.split('\n'))]
}

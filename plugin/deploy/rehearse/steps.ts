import { styleText } from 'node:util'
import { UserError } from '../../user-error.ts'

export interface Steps {
  /** Prints that a step starts, runs it, and prints how long it took. */
  take<T>(title: string, work: () => Promise<T>): Promise<T>
}

export interface StepsOptions {
  readonly log: (line: string) => void
  /** Added to every failure: where to find more. */
  readonly hint: string
}

/**
 * Shows the progress of a rehearsal.
 *
 * `take` throws `UserError` `ERR_REHEARSAL_FAILED`, naming the step; or the original error, if its message
 * already says how to fix it.
 */
export function showSteps({ log, hint }: StepsOptions): Steps {
  let number = 0
  return {
    async take(title, work) {
      number += 1
      log(`\n${styleText('bold', `${number}. ${title}`)}`)
      const startedMs = performance.now()
      const result = await work().catch((error: unknown) => {
        throw asStepError(title, error, hint)
      })
      log(styleText('dim', `   ${title}: ${((performance.now() - startedMs) / 1000).toFixed(1)} s`))
      return result
    },
  }
}

function asStepError(title: string, error: unknown, hint: string): unknown {
  if (!(error instanceof Error) || error.name === 'AbortError') return error
  if (error instanceof UserError && error.code !== 'ERR_REHEARSAL_FAILED') return error
  const message = `The rehearsal failed at "${title}": ${error.message}\n${hint}`.trim()
  return new UserError('ERR_REHEARSAL_FAILED', message, { cause: error })
}

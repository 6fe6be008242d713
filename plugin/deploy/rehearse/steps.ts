import { styleText } from 'node:util'
import { UserError } from '../../user-error.ts'

export interface Steps {
  /** Shows that a step begins, does it, and says how long it took. */
  take<T>(title: string, work: () => Promise<T>): Promise<T>
}

export interface StepsOptions {
  readonly log: (line: string) => void
  /** Said with every failure: where more is written. */
  readonly hint: string
}

/**
 * Shows the progress of a rehearsal.
 *
 * `take` throws `UserError` `ERR_REHEARSAL_FAILED`, naming the step; or the error as it came, if it can be fixed by
 * what it says itself.
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

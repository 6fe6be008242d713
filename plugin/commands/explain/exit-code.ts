import type { Explanation } from '../../explain/explanation.ts'

/** 0 accepted, 1 refused, 2 there is no token that could be either: no text, or none that can be read as a signed JWT. */
export function exitCodeOf({ answer }: Explanation): 0 | 1 | 2 {
  if (!answer) return 0
  return answer.check === 'identity source' || answer.check === 'decode' ? 2 : 1
}

/**
 * Serverless ends with 1 after any error, which here would read as "refused": until a verdict is given, an error ends
 * the process with 2.
 *
 * @returns takes the verdict's exit code.
 */
export function keepExitCode(): (code: number) => void {
  let verdict: number | undefined
  process.once('exit', (code) => {
    process.exitCode = verdict ?? (code === 0 ? 0 : 2)
  })
  return (code) => {
    verdict = code
  }
}

import type { Terminal } from './ask.ts'

/** Where it runs. */
export interface Surroundings {
  /** A folder for each choice of `--provider`. */
  readonly templateDir: string
  readonly cwd: string
  /** Of this package. */
  readonly version: string
  /** Undefined where nobody can be asked. */
  readonly terminal: Terminal | undefined
  readonly output: NodeJS.WriteStream
  readonly errors: NodeJS.WriteStream
  /** Ctrl-C. */
  readonly signal: AbortSignal
}

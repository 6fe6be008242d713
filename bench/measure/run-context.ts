import type { Progress } from '../../plugin/system/terminal.ts'
import { UserError } from '../../plugin/user-error.ts'

/** What every part of a run is given. */
export interface RunContext {
  readonly projectDir: string
  /** The `node_modules` of `bench/`, with the peers. */
  readonly peersDir: string
  /** For what the run writes; removed with the run. */
  readonly workDir: string
  /** How often each contender is measured; by default each part has its own number. */
  readonly rounds: number | undefined
  /** Few and short rounds, to see that everything works: the figures mean little. */
  readonly quick: boolean
  readonly progress: Progress
}

/** Ends a run whose figures would mean nothing. The message says why and, where possible, how to fix it. */
export class BenchError extends UserError {
  constructor(message: string) {
    super('ERR_BENCH_IMPOSSIBLE', message)
  }
}

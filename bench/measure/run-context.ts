import type { Progress } from '../../plugin/system/terminal.ts'

/** What every part of a run is given. */
export interface RunContext {
  readonly projectDir: string
  /** The `node_modules` of `bench/`, with the peers. */
  readonly peersDir: string
  /** For what the run writes; it goes with the run. */
  readonly workDir: string
  /** How often each contender is measured; each part has a number of its own otherwise. */
  readonly rounds: number | undefined
  /** Few and short rounds, to see that it all works: the figures mean little. */
  readonly quick: boolean
  readonly progress: Progress
}

/** Something that can be timed again and again. */
export interface Runner {
  readonly name: string
  /** One figure. */
  measure(): Promise<number>
}

/** Figures by contender: one a round, rounds in the same order for all. */
export type Samples = Readonly<Record<string, readonly number[]>>

/**
 * Every contender once a round, one after the other, so that a busy spell of the machine meets them all; each round
 * starts with another, so that none always comes after the same one.
 *
 * @param onFigure called before each figure is taken.
 */
export async function runRounds(
  runners: readonly Runner[],
  rounds: number,
  onFigure: (round: number, name: string) => void = () => {},
): Promise<Samples> {
  const samples = Object.fromEntries(runners.map(({ name }) => [name, [] as number[]]))
  for (let round = 0; round < rounds; round += 1) {
    for (const runner of startingAt(runners, round)) {
      onFigure(round, runner.name)
      samples[runner.name]?.push(await runner.measure())
    }
  }
  return samples
}

function startingAt<Item>(items: readonly Item[], index: number): Item[] {
  const start = index % items.length
  return [...items.slice(start), ...items.slice(0, start)]
}

/** What many rounds of one figure come down to. */
export interface Summary {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** @throws {RangeError} without values. */
export function summarize(values: readonly number[]): Summary {
  if (values.length === 0) throw new RangeError('There is nothing to summarize.')
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) }
}

/** Of an even number of values: the mean of the two in the middle. NaN without values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const lower = sorted[Math.ceil(middle) - 1] ?? Number.NaN
  const upper = sorted[Math.floor(middle)] ?? Number.NaN
  return (lower + upper) / 2
}

/** NaN without values. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/**
 * How many times `values` are of `others`, taken round by round and then the median: a busy spell of the machine meets both
 * figures of a round, so it falls out.
 *
 * @throws {RangeError} if the two have not the same rounds.
 */
export function ratioByRound(values: readonly number[], others: readonly number[]): number {
  if (values.length !== others.length) throw new RangeError('A ratio needs the same rounds of both.')
  return median(values.map((value, round) => value / (others[round] ?? Number.NaN)))
}

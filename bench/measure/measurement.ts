import type { Samples } from './rounds.ts'
import { ratioByRound } from './statistics.ts'

/** One figure of every contender. */
export interface Measurement {
  readonly title: string
  readonly unit: 'µs' | 'ms' | 'requests/s'
  /** The contender that the others are compared with. */
  readonly floor: string
  readonly samples: Samples
}

/** A limit for a figure, and whether it is met. */
export interface Target {
  readonly text: string
  readonly expected: string
  readonly measured: string
  readonly met: boolean
}

/** What one part of the run found. */
export interface PartResult {
  readonly measurements: readonly Measurement[]
  readonly targets: readonly Target[]
}

/** The rounds of one contender. @throws {RangeError} if it is not among them. */
export function samplesOf({ title, samples }: Measurement, contender: string): readonly number[] {
  const values = samples[contender]
  if (!values) throw new RangeError(`${title} has no contender ${contender}.`)
  return values
}

/** How many times `contender`'s figure is of `other`'s, round by round. */
export function ratioOf(measurement: Measurement, contender: string, other: string): number {
  return ratioByRound(samplesOf(measurement, contender), samplesOf(measurement, other))
}

/** Met if `value` is at most `limit`. */
export function atMost(text: string, value: number, limit: number, unit = ' times'): Target {
  return {
    text,
    expected: `at most ${limit}${unit}`,
    measured: `${round(value)}${unit}`,
    met: value <= limit,
  }
}

/** Met if `value` is at least `limit`. */
export function atLeast(text: string, value: number, limit: number, unit = ' times'): Target {
  return {
    text,
    expected: `at least ${limit}${unit}`,
    measured: `${round(value)}${unit}`,
    met: value >= limit,
  }
}

function round(value: number): string {
  return Number.isInteger(value) || value >= 100 ? value.toFixed(0) : value.toFixed(2)
}

import { atMost, type Measurement, ratioOf, type Target } from '../../measure/measurement.ts'

/** How much longer the largest may take than the smallest. */
const maxRatio = 1.1

/** Each size compared with the smallest. */
export function growthTargets(text: string, measurement: Measurement): Target[] {
  return Object.keys(measurement.samples)
    .filter((size) => size !== measurement.floor)
    .map((size) =>
      atMost(
        `${text}: ${size}, compared with ${measurement.floor}`,
        ratioOf(measurement, size, measurement.floor),
        maxRatio,
      ),
    )
}

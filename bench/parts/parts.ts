import type { PartResult } from '../measure/measurement.ts'
import type { RunContext } from '../measure/run-context.ts'
import { measureCold } from './cold.ts'
import { measureWarm } from './warm.ts'

export interface Part {
  readonly says: string
  measure(run: RunContext): Promise<PartResult>
}

/** In the order in which they run. */
export const parts = {
  cold: { says: 'a process spawned to the first answer of GET /profile', measure: measureCold },
  warm: { says: 'microseconds a call of GET and POST /profile, valid and refused', measure: measureWarm },
} as const satisfies Readonly<Record<string, Part>>

export type PartName = keyof typeof parts

export const partNames = Object.keys(parts) as readonly PartName[]

import type { PartResult } from '../measure/measurement.ts'
import type { RunContext } from '../measure/run-context.ts'
import { measureCold } from './cold.ts'
import { measureGateway } from './gateway.ts'
import { measureGrowth } from './growth.ts'
import { measureStart } from './start.ts'
import { measureWarm } from './warm.ts'

export interface Part {
  readonly says: string
  measure(run: RunContext): Promise<PartResult>
}

/** In the order in which they run. */
export const parts = {
  cold: { says: 'a process spawned to the first answer of GET /profile', measure: measureCold },
  warm: { says: 'microseconds a call of GET and POST /profile, valid and refused', measure: measureWarm },
  gateway: { says: 'requests a second of the local gateway at 50 connections', measure: measureGateway },
  start: { says: 'npm start to the first 200, and serverless token', measure: measureStart },
  growth: { says: 'GET with up to 100,000 profiles and 200 routes', measure: measureGrowth },
} as const satisfies Readonly<Record<string, Part>>

export type PartName = keyof typeof parts

export const partNames = Object.keys(parts) as readonly PartName[]

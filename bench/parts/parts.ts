import type { PartResult } from '../measure/measurement.ts'
import type { RunContext } from '../measure/run-context.ts'
import { measureCold } from './cold.ts'
import { measureGateway, measurePython } from './gateway.ts'
import { measureGrowth } from './growth.ts'
import { measureSchemas } from './schemas.ts'
import { measureStart } from './start.ts'
import { measureWarm } from './warm.ts'

export interface Part {
  readonly summary: string
  measure(run: RunContext): Promise<PartResult>
}

/** In the order in which they run. */
export const parts = {
  cold: { summary: 'a process spawned to the first answer of GET /profile', measure: measureCold },
  warm: { summary: 'microseconds a call of GET and POST /profile, valid and refused', measure: measureWarm },
  schemas: { summary: 'the same of a POST with schemas of path, query and body', measure: measureSchemas },
  gateway: { summary: 'requests a second of the local gateway at 50 connections', measure: measureGateway },
  python: { summary: 'the same of a Python function', measure: measurePython },
  start: { summary: 'npm start to the first 200, and claimcheck token', measure: measureStart },
  growth: { summary: 'GET with up to 100,000 profiles and 200 routes', measure: measureGrowth },
} as const satisfies Readonly<Record<string, Part>>

export type PartName = keyof typeof parts

export const partNames = Object.keys(parts) as readonly PartName[]

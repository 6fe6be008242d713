import type { PartResult } from '../measure/measurement.ts'
import type { RunContext } from '../measure/run-context.ts'
import { measureRoutes } from './growth/routes.ts'
import { measureRows } from './growth/rows.ts'

/** Whether GET stays as fast when the table and the service grow. */
export async function measureGrowth(run: RunContext): Promise<PartResult> {
  const rows = await measureRows(run)
  const routes = await measureRoutes(run)
  return {
    measurements: [...rows.measurements, ...routes.measurements],
    targets: [...rows.targets, ...routes.targets],
  }
}

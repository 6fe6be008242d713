import type { ApiName } from '../case-shape.ts'
import type { Endpoint } from '../send-request.ts'
import type { RunningTarget } from './target.ts'

/** One API of a target, or why there is none. */
export type StartedApi = { readonly endpoint: Endpoint; end?(): Promise<void> } | { readonly notRun: string }

/**
 * Starts APIs of a target, `atOnce` of them at a time. If one cannot start, those that have are ended again.
 *
 * @throws whatever `start` throws.
 */
export async function startApis(
  apis: readonly ApiName[],
  start: (api: ApiName) => Promise<StartedApi>,
  atOnce: number = apis.length,
): Promise<RunningTarget> {
  const started = new Map<ApiName, StartedApi>()
  const close = async () => {
    await Promise.all([...started.values()].map((each) => ('endpoint' in each ? each.end?.() : undefined)))
  }
  const waiting = [...apis]
  const work = async () => {
    for (let api = waiting.shift(); api; api = waiting.shift()) started.set(api, await start(api))
  }
  const outcomes = await Promise.allSettled(Array.from({ length: atOnce }, work))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed) {
    await close()
    throw failed.reason
  }
  return {
    locate(api) {
      const found = started.get(api) ?? { notRun: 'it was not started' }
      return 'endpoint' in found ? found.endpoint : found
    },
    close,
  }
}

import { describeUnknownVariables, unknownVariables } from '../openapi/unknown-variables.ts'
import type { InspectedApi } from './console/server/console-api.ts'

/** Handlers are bundled and loaded for it: after what a start is waited for. */
const afterMs = 1_500

/**
 * Names each route whose handler expects a variable that the route does not have, once the service runs.
 *
 * @returns a function that stops it.
 */
export function warnOfUnknownVariables(
  api: Pick<InspectedApi, 'routes' | 'functions'>,
  log: (line: string) => void,
): () => void {
  // What cannot be loaded is named where it is built.
  const timer = setTimeout(() => void warn(api, log).catch(() => {}), afterMs)
  timer.unref()
  return () => clearTimeout(timer)
}

async function warn(
  { routes, functions }: Pick<InspectedApi, 'routes' | 'functions'>,
  log: (line: string) => void,
): Promise<void> {
  const handlers = await functions()
  for (const { routeKey, functionKey } of await routes()) {
    const names = unknownVariables(routeKey, handlers.get(functionKey)?.requirements?.path)
    if (names.length === 0) continue
    const { what, fix } = describeUnknownVariables(routeKey, names)
    log(`Warning: ${what} ${fix}`)
  }
}

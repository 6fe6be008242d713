import type { DescribedRoute } from '../openapi/described-api.ts'
import type { LocalRoute, LocalService } from '../service/service.ts'
import type { InspectedApi, InspectedFunction, RunParts } from './console/server/console-api.ts'
import { describedRoutes } from './console/server/described-routes.ts'
import { inspectFunctions } from './console/server/inspect-functions.ts'
import { createRequestHistory } from './console/server/request-history.ts'
import { basePathOf } from './example-request.ts'

export interface PendingApi {
  readonly api: InspectedApi
  /** @param environment joined over each function's own. */
  ready(service: LocalService, environment: Readonly<Record<string, string>>, parts?: RunParts): void
}

type Functions = ReadonlyMap<string, InspectedFunction>

/** For how long the inspected functions are current: sources may change, so they are inspected again after it. */
const freshForMs = 5_000

/** The API of a run that is starting: the console is up before the service, since the service trusts the console's issuer. */
export function createPendingApi(apiUrl: string): PendingApi {
  const known = Promise.withResolvers<{
    service: LocalService
    environment: Readonly<Record<string, string>>
    parts: RunParts
  }>()
  let latest: Promise<Functions> | undefined
  let newest: Promise<Functions> | undefined
  let inspectedMs = 0

  async function inspect(): Promise<Functions> {
    const { service, environment } = await known.promise
    return inspectFunctions(service, environment)
  }

  function current(): Promise<Functions> {
    const isOld = performance.now() - inspectedMs > freshForMs
    if (newest && !isOld) return newest
    inspectedMs = performance.now()
    const next = inspect()
    newest = next
    next.then(
      () => {
        latest = next
      },
      () => {},
    )
    return next
  }

  /** The first result is waited for; later ones replace it once they are there. */
  function functions(): Promise<Functions> {
    const next = current()
    latest ??= next
    return latest
  }

  const service = async () => (await known.promise).service
  const described: InspectedApi['described'] = async (asOf) =>
    describedRoutes((await service()).routes, await (asOf === 'now' ? current() : (latest ?? current())))
  return {
    api: {
      history: createRequestHistory(),
      routes: async () => shownRoutes(await service()),
      functions,
      described,
      basePath: async () => basePathOf(await service()),
      document: async () => localDocument(await service(), await described('now'), apiUrl),
      parts: async () => (await known.promise).parts,
    },
    ready: (service, environment, parts = {}) => known.resolve({ service, environment, parts }),
  }
}

/** Those of a REST API too, where they answer; a route says that it is not served when its function is not. */
function shownRoutes({ functions, routes, restRoutes = [] }: LocalService): LocalRoute[] {
  const missing = new Map(functions.map(({ key, notServed }) => [key, notServed]))
  const keys = new Set(routes.map(({ routeKey }) => routeKey))
  const others = restRoutes.filter(({ routeKey }) => !keys.has(routeKey))
  return [...routes, ...others].map((route) => {
    const notServed = route.notServed ?? missing.get(route.functionKey)
    return notServed ? { ...route, notServed } : route
  })
}

/** The document of the run itself: its issuer, and its API for a server. */
async function localDocument(
  service: LocalService,
  routes: readonly DescribedRoute[],
  apiUrl: string,
): Promise<object> {
  const { makeDocument } = await import('../openapi/document.ts')
  const { name, cors } = service
  return makeDocument({
    title: name,
    version: 'local',
    server: { url: `${apiUrl}${basePathOf(service)}`, description: 'The local run.' },
    cors,
    routes,
  })
}

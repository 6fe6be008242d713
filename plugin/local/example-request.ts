import type { LocalRoute, LocalService } from '../service/service.ts'

export interface ExampleRequest {
  readonly route: LocalRoute
  /** Absent for GET. */
  readonly method: string | undefined
  /** `/notes/1` */
  readonly path: string
}

/**
 * A request that the service answers: of a route that exists and runs here, if possible one with an authorizer, and GET.
 *
 * @param isMeant of the routes there are.
 */
export function exampleRequest(
  service: LocalService,
  isMeant: (route: LocalRoute) => boolean,
): ExampleRequest | undefined {
  const { routes } = service
  const [route] = routes
    .filter(servedRoutes(service))
    .filter(isMeant)
    .toSorted((one, other) => rank(other) - rank(one))
  if (!route) return undefined
  const [method = '', path = ''] = route.routeKey === '$default' ? ['GET', '/'] : route.routeKey.split(' ')
  return {
    route,
    method: ['GET', 'ANY'].includes(method) ? undefined : method,
    path: `${basePathOf(service)}${samplePath(path)}`,
  }
}

/** In front of every path; empty for the stage `$default` without a prefix. */
export function basePathOf({ apiStage, pathPrefix }: Pick<LocalService, 'apiStage' | 'pathPrefix'>): string {
  const before = [pathPrefix, apiStage?.name].filter((part) => part && part !== '$default')
  return before.map((part) => `/${part}`).join('')
}

/** Tells the routes that run here, and so does their function. */
export function servedRoutes({ functions }: LocalService): (route: LocalRoute) => boolean {
  const missing = new Set(functions.filter(({ notServed }) => notServed).map(({ key }) => key))
  return ({ notServed, functionKey }) => !notServed && !missing.has(functionKey)
}

function rank({ routeKey, authorizer }: LocalRoute): number {
  const isEasy = routeKey.startsWith('GET ') || routeKey.startsWith('ANY ')
  return (authorizer ? 2 : 0) + (isEasy ? 1 : 0)
}

function samplePath(path: string): string {
  return path.replaceAll(/\{[^{}]+\+\}/g, 'any/path').replaceAll(/\{[^{}]+\}/g, '1')
}

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
  { routes, functions, apiStage, pathPrefix }: LocalService,
  isMeant: (route: LocalRoute) => boolean,
): ExampleRequest | undefined {
  const missing = new Set(functions.filter(({ notServed }) => notServed).map(({ key }) => key))
  const served = routes.filter(({ notServed, functionKey }) => !notServed && !missing.has(functionKey))
  const [route] = served.filter(isMeant).toSorted((one, other) => rank(other) - rank(one))
  if (!route) return undefined
  const [method = '', path = ''] = route.routeKey === '$default' ? ['GET', '/'] : route.routeKey.split(' ')
  const before = [pathPrefix, apiStage?.name].filter((part) => part && part !== '$default')
  return {
    route,
    method: ['GET', 'ANY'].includes(method) ? undefined : method,
    path: `${before.map((part) => `/${part}`).join('')}${samplePath(path)}`,
  }
}

function rank({ routeKey, authorizer }: LocalRoute): number {
  const isEasy = routeKey.startsWith('GET ') || routeKey.startsWith('ANY ')
  return (authorizer ? 2 : 0) + (isEasy ? 1 : 0)
}

function samplePath(path: string): string {
  return path.replaceAll(/\{[^{}]+\+\}/g, 'any/path').replaceAll(/\{[^{}]+\}/g, '1')
}

import { compileRoutes } from '../../local/gateway/routes.ts'
import type { LocalRoute } from '../../service/service.ts'
import { UserError } from '../../user-error.ts'

/** A route that has an authorizer. */
export type ClosedRoute = LocalRoute & { readonly authorizer: NonNullable<LocalRoute['authorizer']> }

/**
 * The route that `wanted` names: a route key, or a method and a path that the gateway would take to it.
 *
 * @throws {UserError} `ERR_ROUTE_UNKNOWN` with the routes that there are, `ERR_ROUTE_OPEN` for one without authorizer.
 */
export function chooseRoute(routes: readonly LocalRoute[], wanted: string): ClosedRoute {
  const route = findRoute(routes, wanted)
  if (!route) {
    throw new UserError(
      'ERR_ROUTE_UNKNOWN',
      `--route is "${wanted}"; the service has ${routes.map(({ routeKey }) => `"${routeKey}"`).join(', ')}.`,
    )
  }
  if (isClosed(route)) return route
  throw new UserError(
    'ERR_ROUTE_OPEN',
    `Route "${route.routeKey}" has no authorizer: it takes requests with any token and with none.`,
  )
}

function findRoute(routes: readonly LocalRoute[], wanted: string): LocalRoute | undefined {
  const [method = '', path = ''] = wanted.trim().split(/\s+/)
  return (
    routes.find(({ routeKey }) => routeKey === wanted) ??
    compileRoutes(routes)(method.toUpperCase(), path)?.route
  )
}

/**
 * The authorizer of a service whose routes share one.
 *
 * @throws {UserError} `ERR_ROUTE_NEEDED` where there are several, `ERR_ROUTE_OPEN` where there is none.
 */
export function soleAuthorizer(routes: readonly LocalRoute[]): ClosedRoute['authorizer'] {
  const closed = routes.filter(isClosed)
  const [first, ...others] = new Map(closed.map(({ authorizer }) => [authorizer.name, authorizer])).values()
  if (first && others.length === 0) return first
  if (!first) throw new UserError('ERR_ROUTE_OPEN', 'No route of the service has an authorizer of type jwt.')
  throw new UserError(
    'ERR_ROUTE_NEEDED',
    `The service has ${others.length + 1} authorizers. Say which route is meant: ` +
      `${closed.map(({ routeKey }) => `--route "${routeKey}"`).join(' or ')}.`,
  )
}

function isClosed(route: LocalRoute): route is ClosedRoute {
  return route.authorizer !== undefined
}

import { isRouteKey } from '../../../events/route-pattern.ts'
import type { LocalRoute, LocalService } from '../../service/service.ts'
import { compileRoutes, type MatchRoute } from './routes.ts'

/**
 * Finds the REST API's route for a request that no route of the HTTP API matches, so that its caller learns why nothing
 * answers. A REST API's paths begin with its stage on AWS: `/dev/users` is found as well as `/users`.
 */
export function compileRestRoutes({ restRoutes = [], stage }: LocalService): MatchRoute {
  const all = restRoutes
    .filter(({ routeKey }) => isRouteKey(routeKey))
    .flatMap((route) => [route, belowStage(route, stage)])
  return compileRoutes([...new Map(all.map((route) => [route.routeKey, route])).values()])
}

function belowStage(route: LocalRoute, stage: string): LocalRoute {
  return { ...route, routeKey: route.routeKey.replace(' /', ` /${stage}/`).replace(/\/$/, '') }
}

import type { DescribedRoute } from '../../../openapi/described-api.ts'
import type { LocalRoute } from '../../../service/service.ts'
import type { InspectedFunction } from './console-api.ts'

/** The routes with what their handlers require: for the document, and for the table of who may call. */
export function describedRoutes(
  routes: readonly LocalRoute[],
  functions: ReadonlyMap<string, InspectedFunction>,
): DescribedRoute[] {
  return routes.map(({ routeKey, functionKey, authorizer, scopes, notServed }) => {
    const { requirements: handler, scopePrefix = '', description } = functions.get(functionKey) ?? {}
    const guard = notServed ? ({ kind: 'other', name: 'not-served' } as const) : authorizer
    return { routeKey, functionKey, scopes, scopePrefix, handler, guard, description }
  })
}

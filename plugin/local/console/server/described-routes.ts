import type { DescribedRoute } from '../../../openapi/described-api.ts'
import type { LocalRoute } from '../../../service/service.ts'
import type { InspectedFunction } from './console-api.ts'

/** The routes with what their handlers require: for the document, and for the table of who may call. */
export function describedRoutes(
  routes: readonly LocalRoute[],
  functions: ReadonlyMap<string, InspectedFunction>,
): DescribedRoute[] {
  return routes.map(({ routeKey, functionKey, authorizer, otherAuthorizer, scopes }) => {
    const { requirements: handler, scopePrefix = '', description } = functions.get(functionKey) ?? {}
    const guard =
      otherAuthorizer === undefined ? authorizer : ({ kind: 'other', name: otherAuthorizer } as const)
    return { routeKey, functionKey, scopes, scopePrefix, handler, guard, description }
  })
}

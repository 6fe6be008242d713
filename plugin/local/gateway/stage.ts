import type { LocalApiStage } from '../../service/service.ts'
import type { MatchRoute } from './routes.ts'

/** The stage of an API without a named one: its paths begin with their routes. */
export const defaultStage: LocalApiStage = { name: '$default', variables: {} }

/**
 * Looks for routes below a stage's name only: `/prod/items` is `/items` of the stage `prod`, and `/items` matches
 * nothing. A service has one stage, so there is no `$default` alongside a named one. Source: AWS http-api-develop-routes.
 */
export function matchWithinStage(matchRoute: MatchRoute, { name }: LocalApiStage): MatchRoute {
  if (name === defaultStage.name) return matchRoute
  const prefix = `/${name}`
  return (method, path) => {
    if (path === prefix) return matchRoute(method, '/')
    return path.startsWith(`${prefix}/`) ? matchRoute(method, path.slice(prefix.length)) : undefined
  }
}

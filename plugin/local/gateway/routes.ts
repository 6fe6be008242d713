import type { LocalApiStage, LocalRoute } from '../../service/service.ts'
import type { RoutePattern, Segment } from './route-pattern.ts'
import { parseRouteKey } from './route-pattern.ts'

export interface RouteMatch {
  readonly route: LocalRoute
  /** Values of the route's variables by name, in the order of the path. */
  readonly variables: ReadonlyMap<string, string>
}

/** Finds the route for a method and a decoded path; undefined means 404. */
export type MatchRoute = (method: string, path: string) => RouteMatch | undefined

type Candidate = RoutePattern & { readonly route: LocalRoute }

/**
 * Compiles a service's routes into a function that picks the most specific: a full match before a greedy one before
 * `$default`, plain text before a variable from left to right, a named method before `ANY` on the same path.
 * Paths are compared as they are written, so upper and lower case differ, and so does a trailing slash.
 *
 * Matching is on the decoded path, which is what the function will read in `rawPath`: AWS does not say whether
 * it decodes before or after, and this way no spelling of a path reaches a function by a route that was not meant for it.
 *
 * @throws {Error} for a route key that cannot be read, or one that is defined twice.
 */
export function compileRoutes(routes: readonly LocalRoute[]): MatchRoute {
  assertUnique(routes)
  const candidates = routes.map((route) => ({ ...parseRouteKey(route.routeKey), route })).sort(bySpecificity)
  return (method, path) => {
    const parts = path.slice(1).split('/')
    for (const candidate of candidates) {
      if (candidate.method !== 'ANY' && candidate.method !== method) continue
      const variables = matchSegments(candidate.segments, parts)
      if (variables) return { route: candidate.route, variables }
    }
    return undefined
  }
}

function assertUnique(routes: readonly LocalRoute[]): void {
  const seen = new Set<string>()
  for (const { routeKey } of routes) {
    if (seen.has(routeKey)) throw new Error(`route "${routeKey}" is defined twice: remove one of them.`)
    seen.add(routeKey)
  }
}

const ranks = { static: 0, variable: 1, greedy: 2 }

function bySpecificity(one: Candidate, other: Candidate): number {
  return compareReach(one, other) || comparePaths(one, other) || compareMethods(one, other)
}

/** Full paths come before greedy ones, and those before `$default`. */
function compareReach(one: Candidate, other: Candidate): number {
  return reach(one) - reach(other)
}

function reach({ segments }: Candidate): number {
  if (!segments) return 2
  return segments.at(-1)?.kind === 'greedy' ? 1 : 0
}

function comparePaths({ segments: one = [] }: Candidate, { segments: other = [] }: Candidate): number {
  for (const [index, segment] of one.entries()) {
    const counterpart = other[index]
    if (!counterpart) return -1
    const difference = ranks[segment.kind] - ranks[counterpart.kind]
    if (difference !== 0) return difference
  }
  return one.length - other.length
}

function compareMethods({ method: one }: Candidate, { method: other }: Candidate): number {
  return Number(one === 'ANY') - Number(other === 'ANY')
}

function matchSegments(
  segments: readonly Segment[] | undefined,
  parts: readonly string[],
): ReadonlyMap<string, string> | undefined {
  const variables = new Map<string, string>()
  if (!segments) return variables
  for (const [index, segment] of segments.entries()) {
    const part = parts[index]
    if (part === undefined) return undefined
    if (segment.kind === 'greedy') return variables.set(segment.name, parts.slice(index).join('/'))
    if (segment.kind === 'static' ? segment.text !== part : part === '') return undefined
    if (segment.kind === 'variable') variables.set(segment.name, part)
  }
  return segments.length === parts.length ? variables : undefined
}

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

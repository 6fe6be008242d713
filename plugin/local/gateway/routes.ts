import { decodePath } from '../../../events/request-target.ts'
import type { RoutePattern, Segment } from '../../../events/route-pattern.ts'
import { parseRouteKey } from '../../../events/route-pattern.ts'
import type { LocalApiStage, LocalRoute } from '../../service/service.ts'

export interface RouteMatch {
  readonly route: LocalRoute
  /** Values of the route's variables by name, in the order of the path; decoded twice, as the path of the event. */
  readonly variables: ReadonlyMap<string, string>
}

/** Finds the route for a method and a path decoded once, see `RequestTarget.routePath`; undefined means 404. */
export type MatchRoute = (method: string, path: string) => RouteMatch | undefined

type Candidate = RoutePattern & { readonly route: LocalRoute }

/**
 * Compiles a service's routes into a function that picks the most specific: a full match before a greedy one before
 * `$default`, plain text before a variable from left to right, a named method before `ANY` on the same path.
 * Paths are compared as they are written, so upper and lower case differ, and so does a trailing slash.
 *
 * Matching is between the two decodings, so `%2F` parts segments and `%252F` does not, although the function reads `/` for both.
 * A function that decides by `rawPath` rather than by `routeKey` may therefore see a path of another route, here as on AWS.
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
    if (segment.kind === 'greedy')
      return variables.set(segment.name, decodeValue(parts.slice(index).join('/')))
    if (segment.kind === 'static' ? segment.text !== part : !isValue(part, index, parts)) return undefined
    if (segment.kind === 'variable') variables.set(segment.name, decodeValue(part))
  }
  return segments.length === parts.length ? variables : undefined
}

/**
 * Whether a variable takes a segment. `/things/` reached the function of `/things/{id}` on AWS, while it is 404 with
 * `/things` alone: so the last segment may be empty. That `/` alone is no value is inferred.
 */
function isValue(part: string, index: number, parts: readonly string[]): boolean {
  return part !== '' || (index > 0 && index === parts.length - 1)
}

/** The second decoding. A path whose values cannot be decoded has been refused before. */
function decodeValue(value: string): string {
  return decodePath(value) ?? value
}

/** The stage of an API without a named one: its paths begin with their routes. */
export const defaultStage: LocalApiStage = { name: '$default', variables: {} }

/**
 * Looks for routes below a stage's name only: `/prod/items` is `/items` of the stage `prod`, and `/items` matches
 * nothing. A service has one stage, so there is no `$default` alongside a named one. Source: AWS http-api-develop-routes.
 */
export function matchWithinStage(matchRoute: MatchRoute, { name }: LocalApiStage): MatchRoute {
  return matchBelowPrefix(matchRoute, name === defaultStage.name ? undefined : name)
}

/** What every path begins with: empty, `/prod`, or `/prefix/prod`. */
export function baseOf(pathPrefix: string | undefined, stageName: string): string {
  const names = [pathPrefix, stageName === defaultStage.name ? undefined : stageName]
  return names.map((name) => (name === undefined ? '' : `/${name}`)).join('')
}

/** Looks for routes below `/name` only, where there is a name. */
export function matchBelowPrefix(matchRoute: MatchRoute, name: string | undefined): MatchRoute {
  if (name === undefined) return matchRoute
  const prefix = `/${name}`
  return (method, path) => {
    if (path === prefix) return matchRoute(method, '/')
    return path.startsWith(`${prefix}/`) ? matchRoute(method, path.slice(prefix.length)) : undefined
  }
}

import { isRouteKey, parseRouteKey, type RoutePattern, type Segment } from '../../../events/route-pattern.ts'
import type { LocalService } from '../../service/service.ts'
import { compileRoutes } from './routes.ts'

/** A route as far as preflights go. */
export interface PreflightRoute {
  readonly routeKey: string
  /** Whether it has an authorizer, of whatever kind. */
  readonly hasAuthorizer: boolean
}

/** Routes that no browser can call across origins. */
export interface BlockedPreflight {
  /** The route that the preflights reach. Its authorizer refuses them: browsers send them without a token or a signature. */
  readonly caughtBy: string
  /** The routes that browsers cannot call because of it, in the order given; often the same one. */
  readonly routeKeys: readonly string[]
  /** The route to add, without an authorizer and with a function. */
  readonly remedy: string
}

/**
 * Finds the routes that browsers cannot call from another origin although the API has CORS: a route that matches `OPTIONS` gets the
 * preflight, its authorizer first. Source: AWS http-api-cors.
 * Route keys that cannot be read are passed over.
 */
export function findBlockedPreflights(given: readonly PreflightRoute[]): BlockedPreflight[] {
  const routes = given.filter(({ routeKey }) => isRouteKey(routeKey))
  const closed = new Set(routes.filter((route) => route.hasAuthorizer).map(({ routeKey }) => routeKey))
  const match = compileRoutes(
    routes.map(({ routeKey }) => ({ routeKey, functionKey: '', authorizer: undefined, scopes: [] })),
  )
  const caught = routes
    .map(({ routeKey }) => ({ routeKey, pattern: parseRouteKey(routeKey) }))
    .filter(({ pattern }) => pattern.method !== 'OPTIONS')
    .map(({ routeKey, pattern }) => ({
      routeKey,
      caughtBy: match('OPTIONS', samplePath(pattern))?.route.routeKey,
    }))
  return [...Map.groupBy(caught, ({ caughtBy }) => caughtBy)].flatMap(([caughtBy, own]) => {
    if (caughtBy === undefined || !closed.has(caughtBy)) return []
    return [{ caughtBy, routeKeys: own.map(({ routeKey }) => routeKey), remedy: remedyFor(caughtBy) }]
  })
}

/** A path that the route matches, and as few others as possible. */
function samplePath({ segments }: RoutePattern): string {
  if (!segments) return '/any-path/of-no-other/route'
  return `/${segments.map(sampleSegment).join('/')}`
}

function sampleSegment(segment: Segment): string {
  if (segment.kind === 'static') return segment.text
  return segment.kind === 'greedy' ? 'any-path/of-no-other/route' : 'any-value'
}

/** Only a route of the same path outranks `ANY` on it; `$default` is outranked by every route. */
function remedyFor(routeKey: string): string {
  return routeKey === '$default' ? 'OPTIONS /{proxy+}' : `OPTIONS ${routeKey.split(' ')[1]}`
}

/** Says what was found, what happens because of it, and how to fix it. */
export function describeBlockedPreflight({ caughtBy, routeKeys, remedy }: BlockedPreflight): {
  readonly what: string
  readonly why: string
  readonly fix: string
} {
  return {
    what: `${caughtBy} has an authorizer and also gets the preflight requests (OPTIONS) of ${routeKeys.join(', ')}.`,
    why: 'Browsers send a preflight without a token or a signature: it is answered with 401 or 403, and no page of another origin can call these routes.',
    fix: caughtBy.startsWith('OPTIONS ')
      ? `Remove the authorizer from ${caughtBy}.`
      : `Add the route "${remedy}" without an authorizer, to any function; an empty response is enough.${methodsInstead(caughtBy)}`,
  }
}

function methodsInstead(routeKey: string): string {
  return routeKey.startsWith('ANY ') && !routeKey.endsWith('+}')
    ? ' Or name the methods instead of ANY: CORS then answers the preflight. (OPTIONS /{proxy+} does not outrank this route; it helps $default and greedy routes.)'
    : ' AWS advises this for catch-all routes.'
}

/** A line for each route of a local service that keeps browsers out; none for an API without CORS. */
export function warnOfBlockedPreflights({ cors, routes }: Pick<LocalService, 'cors' | 'routes'>): string[] {
  if (!cors) return []
  const known = routes.map(({ routeKey, authorizer }) => ({
    routeKey,
    hasAuthorizer: authorizer !== undefined,
  }))
  return findBlockedPreflights(known)
    .map(describeBlockedPreflight)
    .map(({ what, why, fix }) => `warning: ${what} ${why} ${fix}`)
}

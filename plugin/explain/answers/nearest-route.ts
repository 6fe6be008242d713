import { distance as countEdits } from 'fastest-levenshtein'

/** A request that no route matches, and the routes there are. */
export interface UnroutedRequest {
  readonly method: string
  /** Decoded, without the query. */
  readonly path: string
  readonly routeKeys: readonly string[]
  /** What every path begins with: empty, or the name of the stage as `/prod`. */
  readonly base: string
  /** Names of stages that may have been put before the path by mistake. */
  readonly stages: readonly string[]
  /** The route key that a request comes to, as the gateway decides. */
  readonly matches: (method: string, path: string) => string | undefined
}

/** The route that was most likely meant. */
export type NearestRoute =
  /** The path is right; `methods` are those that it has. */
  | { readonly mistake: 'method'; readonly methods: readonly string[] }
  | {
      readonly mistake: 'trailing slash' | 'slashes' | 'stage missing' | 'stage in the path' | 'spelling'
      readonly routeKey: string
      /** To be called instead. */
      readonly path: string
    }

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** A path that is longer is compared by its beginning. */
const maxPathLength = 256

/** @returns undefined where no route is like it. */
export function findNearestRoute(request: UnroutedRequest): NearestRoute | undefined {
  const { method, path, matches } = request
  const others = methods.filter((each) => matches(each, path) !== undefined)
  if (others.length > 0) return { mistake: 'method', methods: others }
  for (const [mistake, guess] of guessPaths(request)) {
    const routeKey = guess === path ? undefined : matches(method, guess)
    if (routeKey !== undefined) return { mistake, routeKey, path: guess }
  }
  return findAlike(request)
}

type PathMistake = Exclude<NearestRoute['mistake'], 'method'>

/** What people get wrong around a path, each put right. */
function guessPaths({ path, base, stages }: UnroutedRequest): (readonly [PathMistake, string])[] {
  const clean = path.replaceAll(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '')
  const [, first = '', rest = ''] = /^\/([^/]*)(.*)$/.exec(clean) ?? []
  const isStage = stages.includes(first) || `/${first}` === base
  return [
    ['trailing slash', path.replace(/(?<=.)\/+$/, '')],
    ['slashes', clean],
    ['stage missing', base + clean],
    ...(isStage ? [['stage in the path', rest || '/'] as const] : []),
  ]
}

interface Alike {
  readonly routeKey: string
  readonly path: string
  readonly cost: number
}

/** A method that differs costs as much as two letters do. */
const methodCost = 2
const segmentCost = 4

function findAlike({ method, path, base, routeKeys }: UnroutedRequest): NearestRoute | undefined {
  const own = path.startsWith(`${base}/`) ? path.slice(base.length) : path
  const parts = own.slice(1, maxPathLength).replace(/\/$/, '').split('/')
  const limit = Math.max(2, Math.min(6, own.length / 3))
  const [best] = routeKeys
    .map((routeKey) => compare(routeKey, { method, parts, limit }))
    .filter((each) => each !== undefined)
    .sort((one, other) => one.cost - other.cost)
  return best && { mistake: 'spelling', routeKey: best.routeKey, path: base + best.path }
}

interface Comparing {
  readonly method: string
  readonly parts: readonly string[]
  readonly limit: number
}

/** @returns undefined where it costs more than the limit */
function compare(routeKey: string, { method, parts, limit }: Comparing): Alike | undefined {
  const [ownMethod = '', ownPath = ''] = routeKey.split(' ')
  const segments = ownPath.slice(1).split('/')
  const isMethod = ownMethod === 'ANY' || ownMethod === method
  let cost = Math.abs(segments.length - parts.length) * segmentCost + (isMethod ? 0 : methodCost)
  for (let at = 0; at < Math.min(segments.length, parts.length) && cost <= limit; at += 1)
    cost += distance(segments[at] ?? '', parts[at] ?? '')
  const path = `/${segments.map((segment, at) => fill(segment, parts[at])).join('/')}`
  return cost > limit ? undefined : { routeKey, path, cost }
}

/** With the value that was sent, where there is one. */
function fill(segment: string, sent: string | undefined): string {
  return segment.startsWith('{') && sent ? sent : segment
}

/** Above this, two segments are different words. */
const maxDistance = 3

/** How many letters differ (Levenshtein); 0 for a variable, half a letter for upper and lower case. */
function distance(segment: string, part: string): number {
  if (segment.startsWith('{') || segment === part) return 0
  const [one, other] = [segment.toLowerCase(), part.toLowerCase()]
  if (one === other) return 0.5
  if (Math.abs(one.length - other.length) > maxDistance) return Number.POSITIVE_INFINITY
  const edits = countEdits(one, other)
  return edits > Math.min(maxDistance, one.length / 2) ? Number.POSITIVE_INFINITY : edits
}

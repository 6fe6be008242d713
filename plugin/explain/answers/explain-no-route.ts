import { type AnswerExplanation, explained, sources } from './answer-explanation.ts'
import { findNearestRoute, type NearestRoute, type UnroutedRequest } from './nearest-route.ts'

/** Explains a 404 of the gateway's own: no route of the API matches. */
export function explainNoRoute(request: UnroutedRequest): AnswerExplanation {
  const { method, path, routeKeys } = request
  const nearest = findNearestRoute(request)
  const common = {
    title: `No route for ${method} ${cut(path)}`,
    found: `${method} ${cut(path)}`,
    source: sources.routes,
  }
  if (!nearest) return explained({ ...common, ...unlike(method, path, routeKeys) })
  return explained({
    ...common,
    ...(nearest.mistake === 'method' ? otherMethod(method, path, nearest) : alike(method, nearest)),
  })
}

type Own = Pick<AnswerExplanation, 'id' | 'expected' | 'fix' | 'reason'> & { readonly source?: string }

function unlike(method: string, path: string, routeKeys: readonly string[]): Own {
  return {
    id: 'no-route',
    expected: list(routeKeys),
    fix: `No route is like it. Check the address, or add the route "${method} ${cut(path)}" to serverless.yml and start again.`,
    reason: 'no route matches',
  }
}

const maxListed = 6

function list(routeKeys: readonly string[]): string {
  if (routeKeys.length === 0) return 'a route; the API has none'
  const more = routeKeys.length - maxListed
  return `one of ${routeKeys.slice(0, maxListed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function otherMethod(
  method: string,
  path: string,
  { methods }: Extract<NearestRoute, { mistake: 'method' }>,
): Own {
  const has = methods.join(', ')
  return {
    id: 'other-method',
    expected: `${has} for this path`,
    fix: `${hintFor(method)}Send ${has}, or add the route "${method} ${cut(path)}" to serverless.yml. HTTP APIs answer 404 for a method that a path does not have, not 405.`,
    reason: `no route matches: the path has ${has}, not ${method}`,
    ...(method === 'OPTIONS' && { source: sources.cors }),
  }
}

function hintFor(method: string): string {
  if (method === 'OPTIONS')
    return 'A browser asks with OPTIONS whether a page may call the API: set provider.httpApi.cors to have it answered. '
  return method === 'HEAD' ? 'A route of GET does not answer HEAD; one of ANY does. ' : ''
}

type Alike = Exclude<NearestRoute, { mistake: 'method' }>

function alike(method: string, { mistake, routeKey, path }: Alike): Own {
  const { id, why, instead } = mistakes[mistake]
  const target = cut(path)
  return {
    id,
    expected: `nearest: ${routeKey}`,
    fix: `${instead(methodOf(routeKey, method), target)} ${why}`,
    reason: `no route matches; nearest: ${routeKey}`,
  }
}

function methodOf(routeKey: string, sent: string): string {
  const method = routeKey.split(' ', 1)[0] ?? ''
  return method === 'ANY' || method === '$default' ? sent : method
}

interface MistakeWords {
  readonly id: string
  readonly why: string
  readonly instead: (method: string, path: string) => string
}

const send = (method: string, path: string) => `Send ${method} ${path}.`

const mistakes: Readonly<Record<Alike['mistake'], MistakeWords>> = {
  'trailing slash': {
    id: 'trailing-slash',
    why: 'On HTTP APIs, a path with a slash at its end is another path.',
    instead: send,
  },
  slashes: {
    id: 'trailing-slash',
    why: 'On HTTP APIs, each slash counts: two in a row make another path. Look for a base URL that ends in a slash.',
    instead: send,
  },
  'stage missing': {
    id: 'stage-in-the-path',
    why: "This API has a named stage, whose name is the first segment of every path, as in the stage's URL on AWS.",
    instead: send,
  },
  'stage in the path': {
    id: 'stage-in-the-path',
    why: 'The name of the stage is once too often in it. The stage $default, which Serverless deploys, has no name in the path; REST APIs have one.',
    instead: send,
  },
  spelling: {
    id: 'no-route',
    why: 'Paths are compared as they are written, and case counts.',
    instead: (method, path) => `Did you mean ${method} ${path}?`,
  },
}

const maxPathLength = 120

function cut(path: string): string {
  return path.length > maxPathLength ? `${path.slice(0, maxPathLength)}...` : path
}

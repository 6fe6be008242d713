import type { LocalCors } from '../../service/service.ts'
import type { GatewayResponse, HeaderLines } from './gateway-response.ts'
import type { RequestHeaders } from './request-headers.ts'
import type { RouteMatch } from './routes.ts'

/** What an API's CORS configuration does to its requests and responses. */
export interface Cors {
  /** The response to a preflight, which reaches neither authorizer nor function; undefined for any other request. */
  preflight(
    method: string,
    headers: RequestHeaders,
    match: RouteMatch | undefined,
  ): GatewayResponse | undefined
  /** The response with the function's own CORS headers dropped and the configured ones added. */
  decorate(response: GatewayResponse, headers: RequestHeaders): GatewayResponse
}

/** @param config undefined leaves requests and responses alone. Source: AWS http-api-cors. */
export function createCors(config: LocalCors | undefined): Cors {
  if (!config) return { preflight: () => undefined, decorate: (response) => response }
  return {
    preflight(method, headers, match) {
      if (method !== 'OPTIONS' || !isPreflight(headers) || isCaughtByDefault(match)) return undefined
      return { status: 204, headers: preflightHeaders(config, headers), body: '' }
    },
    decorate(response, headers) {
      const own = response.headers.filter(([name]) => !name.startsWith('access-control-'))
      return { ...response, headers: withCors(own, config, headers) }
    },
  }
}

function isPreflight({ values }: RequestHeaders): boolean {
  return values.has('origin') && values.has('access-control-request-method')
}

/** AWS: a `$default` route with an authorizer catches `OPTIONS` too, so that its preflights need a token. */
function isCaughtByDefault(match: RouteMatch | undefined): boolean {
  return match?.route.routeKey === '$default' && match.route.authorizer !== undefined
}

/** An origin that is not listed gets no CORS header at all, and its browser refuses. Status and form are inferred. */
function preflightHeaders(config: LocalCors, headers: RequestHeaders): HeaderLines {
  const common = commonHeaders(config, headers)
  if (common.length === 0) return []
  return [
    ...common,
    ...listed('access-control-allow-methods', config.allowMethods),
    ...listed('access-control-allow-headers', config.allowHeaders),
    ...listed('access-control-max-age', config.maxAgeSeconds === undefined ? [] : [config.maxAgeSeconds]),
  ]
}

function withCors(own: HeaderLines, config: LocalCors, headers: RequestHeaders): HeaderLines {
  const common = commonHeaders(config, headers)
  if (common.length === 0) return own
  return [...mergeVary(own, common), ...listed('access-control-expose-headers', config.exposeHeaders)]
}

function commonHeaders(config: LocalCors, { values }: RequestHeaders): HeaderLines {
  const origin = values.get('origin')
  if (origin === undefined) return []
  const credentials = config.allowCredentials ? [['access-control-allow-credentials', 'true'] as const] : []
  if (config.allowOrigins.includes('*')) return [['access-control-allow-origin', '*'], ...credentials]
  if (!config.allowOrigins.some((allowed) => matchesOrigin(allowed, origin))) return []
  return [['access-control-allow-origin', origin], ['vary', 'origin'], ...credentials]
}

/** An origin as written, or every origin of a scheme: `https://*`. */
function matchesOrigin(allowed: string, origin: string): boolean {
  if (allowed === 'http://*' || allowed === 'https://*') return origin.startsWith(allowed.slice(0, -1))
  return allowed === origin
}

function mergeVary(own: HeaderLines, added: HeaderLines): HeaderLines {
  const ownVary = own.find(([name]) => name === 'vary')?.[1]
  if (ownVary === undefined || !added.some(([name]) => name === 'vary')) return [...own, ...added]
  return [...own, ...added].flatMap(([name, value]) => {
    if (name !== 'vary') return [[name, value] as const]
    return value === ownVary ? [['vary', `${ownVary}, origin`] as const] : []
  })
}

function listed(name: string, values: readonly (string | number)[]): HeaderLines {
  return values.length > 0 ? [[name, values.join(',')]] : []
}

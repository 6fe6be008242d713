import type { GatewayResponse, HeaderLines } from '../../../events/gateway-response.ts'
import type { RequestHeaders } from '../../../events/request-headers.ts'
import type { LocalCors } from '../../service/service.ts'

/** What an API's CORS configuration does to its requests and responses. */
export interface Cors {
  /**
   * The gateway's own response to an `OPTIONS` that no route matches; undefined for any other request. Where a route matches,
   * the route runs, its authorizer first.
   */
  unrouted(method: string): GatewayResponse | undefined
  /** The response with the function's own CORS headers dropped and the configured ones added. */
  decorate(response: GatewayResponse, method: string, headers: RequestHeaders): GatewayResponse
}

/** @param config undefined leaves requests and responses alone. Source: AWS http-api-cors, and captures. */
export function createCors(config: LocalCors | undefined): Cors {
  if (!config) return { unrouted: () => undefined, decorate: (response) => response }
  return {
    unrouted: (method) => (method === 'OPTIONS' ? { status: 204, headers: [], body: '' } : undefined),
    decorate(response, method, headers) {
      const own = response.headers.filter(([name]) => !name.startsWith('access-control-'))
      const added =
        method === 'OPTIONS' ? preflightHeaders(config, headers) : responseHeaders(config, headers)
      return { ...response, headers: mergeVary(own, added) }
    },
  }
}

/**
 * Which headers AWS adds where a function answers the preflight is not published: all of them here, as the browser needs them.
 * An origin that is not listed gets none, and its browser refuses; that is inferred.
 */
function preflightHeaders(config: LocalCors, headers: RequestHeaders): HeaderLines {
  if (!headers.values.has('access-control-request-method')) return []
  const common = commonHeaders(config, headers)
  if (common.length === 0) return []
  return [
    ...common,
    ...listed('access-control-allow-methods', config.allowMethods),
    ...listed('access-control-allow-headers', config.allowHeaders),
    ...listed('access-control-max-age', config.maxAgeSeconds === undefined ? [] : [config.maxAgeSeconds]),
  ]
}

function responseHeaders(config: LocalCors, headers: RequestHeaders): HeaderLines {
  const common = commonHeaders(config, headers)
  if (common.length === 0) return []
  return [...common, ...listed('access-control-expose-headers', config.exposeHeaders)]
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

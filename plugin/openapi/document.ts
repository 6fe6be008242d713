import { accessData } from './access-text.ts'
import { type Components, collectComponents, type JsonObject } from './components.ts'
import type { DescribedApi, DescribedCors, DescribedRoute } from './described-api.ts'
import { operationOf } from './operation.ts'
import { gatewayResponses, ownSchemas } from './responses.ts'
import { securitySchemes } from './security.ts'

/** Of a route for any method: OpenAPI has no word for that. */
const anyMethods = ['get', 'put', 'post', 'delete', 'patch']

/** The rest of them, so that a route whose other methods all have routes of their own is not lost. */
const rareMethods = ['head', 'options']

/**
 * The OpenAPI 3.1 document of a service. Paths, methods and components are in a fixed order, so that versions of it compare well.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export function makeDocument(api: DescribedApi): JsonObject {
  const { title, version, description, license, server, cors } = api
  const components = collectComponents(ownSchemas)
  const paths = pathsOf(api, components)
  const fallback = api.routes.find(({ routeKey }) => routeKey === '$default')
  return {
    openapi: '3.1.1',
    info: {
      title,
      version,
      ...(description !== undefined && { description }),
      ...(license !== undefined && { license: { name: license, identifier: license } }),
    },
    servers: [{ ...server }],
    paths,
    components: {
      securitySchemes: securitySchemes(api.routes),
      responses: usedResponses(paths),
      schemas: usedSchemas(paths, components.schemas()),
    },
    ...(cors && { 'x-amazon-apigateway-cors': corsOf(cors) }),
    // OpenAPI has no path for what no other route matches.
    ...(fallback && {
      'x-default-route': { function: fallback.functionKey, 'x-claimcheck-access': accessData(fallback) },
    }),
  }
}

/** The schemas of problems are for handlers that have some. */
function usedSchemas(paths: JsonObject, schemas: Readonly<Record<string, JsonObject>>): JsonObject {
  const hasProblems = JSON.stringify(paths).includes('application/problem+json')
  const entries = Object.entries(schemas).filter(
    ([name]) => hasProblems || !['Problem', 'FieldError'].includes(name),
  )
  return Object.fromEntries(entries)
}

function usedResponses(paths: JsonObject): JsonObject {
  const text = JSON.stringify(paths)
  return Object.fromEntries(
    Object.entries(gatewayResponses).filter(([name]) => text.includes(`#/components/responses/${name}"`)),
  )
}

function pathsOf({ routes, cors }: DescribedApi, components: Components): JsonObject {
  const operations = routes.flatMap(operationKeys(routes))
  const ids = idsOf(operations)
  const byPath = Map.groupBy(operations.sort(byPlace), ({ path }) => path)
  return Object.fromEntries(
    [...byPath].map(([path, own]) => [
      path,
      Object.fromEntries(
        own.map((each) => [
          each.method,
          operationOf(each.route, { id: ids.get(each) ?? '', components, cors }),
        ]),
      ),
    ]),
  )
}

interface Operation {
  readonly path: string
  readonly method: string
  readonly route: DescribedRoute
}

/** A route of its own for a method comes before one for any. */
function operationKeys(routes: readonly DescribedRoute[]): (route: DescribedRoute) => Operation[] {
  const keys = new Set(routes.map(({ routeKey }) => routeKey))
  return (route) => {
    const [method = '', template] = route.routeKey.split(' ')
    if (template === undefined) return []
    const isFree = (each: string) => !keys.has(`${each.toUpperCase()} ${template}`)
    const ofAny = anyMethods.some(isFree) ? anyMethods : rareMethods
    const methods = method === 'ANY' ? ofAny.filter(isFree) : [method]
    return methods.map((each) => ({ path: template.replace('+}', '}'), method: each.toLowerCase(), route }))
  }
}

/** The function's key; with method and path where it has several routes. */
function idsOf(operations: readonly Operation[]): Map<Operation, string> {
  const counts = Map.groupBy(operations, ({ route }) => route.functionKey)
  return new Map(
    operations.map((each) => {
      const { functionKey } = each.route
      if (counts.get(functionKey)?.length === 1) return [each, functionKey]
      const place = each.path
        .split(/[^A-Za-z0-9]+/)
        .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      return [each, `${functionKey}_${each.method}${place.join('')}`]
    }),
  )
}

const methodOrder = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options']

function byPlace(one: Operation, other: Operation): number {
  if (one.path !== other.path) return one.path < other.path ? -1 : 1
  return methodOrder.indexOf(one.method) - methodOrder.indexOf(other.method)
}

/** As API Gateway writes it in its own exports. */
function corsOf({
  allowOrigins,
  allowMethods,
  allowHeaders,
  exposeHeaders,
  allowCredentials,
  maxAgeSeconds,
}: DescribedCors): JsonObject {
  return {
    allowOrigins,
    allowMethods,
    allowHeaders,
    exposeHeaders,
    allowCredentials,
    ...(maxAgeSeconds !== undefined && { maxAge: maxAgeSeconds }),
  }
}

import { requirementsOf } from './access-text.ts'
import type { JsonObject } from './components.ts'
import type { DescribedGuard, DescribedRoute } from './described-api.ts'

/** The security schemes of a document, by the authorizers' names. */
export function securitySchemes(routes: readonly DescribedRoute[]): Readonly<Record<string, JsonObject>> {
  const schemes = routes.flatMap(({ guard }) =>
    guard ? [[schemeName(guard), schemeOf(guard)] as const] : [],
  )
  return Object.fromEntries(schemes.sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** Which of them a route requires: one entry for each scope that suffices. Empty for an open route. */
export function securityOf(route: DescribedRoute): JsonObject[] {
  const { guard } = route
  if (!guard) return []
  const name = schemeName(guard)
  if (guard.kind !== 'jwt') return [{ [name]: [] }]
  return requirementsOf(route).scopes.map((scopes) => ({ [name]: [...scopes] }))
}

function schemeName(guard: DescribedGuard): string {
  return guard.kind === 'iam' ? 'aws_iam' : guard.name.replace(/[^\w.-]/g, '_') || guard.kind
}

function schemeOf(guard: DescribedGuard): JsonObject {
  switch (guard.kind) {
    case 'jwt':
      return {
        type: 'openIdConnect',
        openIdConnectUrl: `${guard.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        description: `A token of the issuer ${guard.issuer}, read from ${guard.identitySource}.`,
      }
    case 'request':
      return {
        ...keyOf(guard.identitySources[0]),
        description: `The Lambda authorizer ${guard.name} decides.`,
      }
    case 'iam':
      // As API Gateway itself exports it.
      return {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authtype': 'awsSigv4',
        description: 'The request is signed with AWS credentials (Signature Version 4).',
      }
    case 'other':
      return {
        ...keyOf(undefined),
        description: `The authorizer ${guard.name}, which is not part of this service.`,
      }
  }
}

/** Where the first identity source is in a request. */
function keyOf(source = '$request.header.Authorization'): JsonObject {
  const [, place, name] = /^\$request\.(header|querystring)\.(.+)$/.exec(source) ?? [
    '',
    'header',
    'Authorization',
  ]
  return { type: 'apiKey', in: place === 'querystring' ? 'query' : 'header', name: name ?? 'Authorization' }
}

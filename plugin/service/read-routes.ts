import { resolveText } from './intrinsics/resolve.ts'
import type { ReferenceTargets } from './intrinsics/targets.ts'
import type {
  HttpApiAuthorizer,
  HttpApiConfiguration,
  ServerlessInstance,
  ServerlessService,
} from './serverless.ts'
import type {
  LocalAuthorizer,
  LocalCors,
  LocalRoute,
  NotServed,
  PayloadFormat,
  TrustedIssuer,
} from './service.ts'

/** A route as serverless.yml declares it, with its own authorizer. */
export interface DeclaredRoute extends Pick<LocalRoute, 'routeKey' | 'functionKey' | 'payloadFormat'> {
  readonly authorizer: HttpApiAuthorizer | undefined
  /** Texts, or template values that make one. */
  readonly scopes: readonly unknown[]
}

/** The routes as the framework's own compiler has them. Its configuration must be resolved. */
export function readRoutes({ service, httpApiEventsPlugin }: ServerlessInstance): DeclaredRoute[] {
  return [...httpApiEventsPlugin.config.routes].map(
    ([routeKey, { targetData, authorizer, authorizationScopes }]) => ({
      routeKey: routeKey === '*' ? '$default' : routeKey,
      functionKey: targetData.functionName,
      payloadFormat: readPayloadFormat(service, targetData.functionName),
      authorizer,
      scopes: [...(authorizationScopes ?? [])],
    }),
  )
}

function readPayloadFormat({ provider, functions }: ServerlessService, functionKey: string): PayloadFormat {
  const payload = functions?.[functionKey]?.httpApi?.payload ?? provider.httpApi?.payload
  return payload === '1.0' ? '1.0' : '2.0'
}

/**
 * The route as the local gateway serves it: tokens of the trusted issuer in place of those that its authorizer names.
 * One whose authorizer is not supported here is not served: it would be open.
 */
export function toLocalRoute(
  { authorizer, scopes, ...route }: DeclaredRoute,
  trusted: TrustedIssuer,
  targets: ReferenceTargets,
): LocalRoute {
  const notServed = authorizer && findObstacle(route.routeKey, authorizer)
  if (notServed) return { ...route, authorizer: undefined, scopes: [], notServed }
  return {
    ...route,
    authorizer: authorizer && toLocalAuthorizer(authorizer, trusted),
    scopes: scopes.map((scope) => resolveText(scope, targets, `scopes of ${route.routeKey}`)),
  }
}

function toLocalAuthorizer(
  { name = '', identitySource = [] }: HttpApiAuthorizer,
  { issuer, audience }: TrustedIssuer,
): LocalAuthorizer {
  const [source = ''] = [identitySource].flat()
  return { kind: 'jwt', name, issuer, audience, identitySource: source }
}

function findObstacle(
  routeKey: string,
  { id, name = '', type = 'jwt', identitySource = [] }: HttpApiAuthorizer,
): NotServed | undefined {
  const obstacle = (reason: string, remedy: string) => ({ name: `route ${routeKey}`, reason, remedy })
  if (id !== undefined) {
    return obstacle(
      'it names its authorizer by id, so the authorizer is defined outside this service',
      'Define it under provider.httpApi.authorizers, at least for the local run.',
    )
  }
  if (type !== 'jwt') {
    return obstacle(
      `it has a ${type} authorizer, and only authorizers of type jwt run here`,
      'Test the route on AWS, or give it a JWT authorizer.',
    )
  }
  const sources = [identitySource].flat()
  // API Gateway API reference, `Authorizer.identitySource`.
  if (sources.length === 1 && sources[0]) return undefined
  return obstacle(
    `its authorizer ${name} has ${sources.length} identity sources, and a JWT authorizer requires exactly one`,
    'Set its identitySource to one such as $request.header.Authorization.',
  )
}

export function readCors({ cors }: HttpApiConfiguration): LocalCors | undefined {
  if (!cors) return undefined
  return {
    allowOrigins: [...cors.allowedOrigins],
    allowMethods: [...cors.allowedMethods],
    allowHeaders: [...cors.allowedHeaders],
    exposeHeaders: [...(cors.exposedResponseHeaders ?? [])],
    allowCredentials: cors.allowCredentials ?? false,
    maxAgeSeconds: cors.maxAge,
  }
}

import { resolveText } from './intrinsics/resolve.ts'
import { type ReadAuthorizerOptions, toLocalAuthorizer } from './read-authorizer.ts'
import type {
  HttpApiAuthorizer,
  HttpApiConfiguration,
  ServerlessInstance,
  ServerlessService,
} from './serverless.ts'
import type { LocalCors, LocalRoute, PayloadFormat } from './service.ts'

/** A route as serverless.yml declares it, with its own authorizer. */
export interface DeclaredRoute
  extends Pick<LocalRoute, 'routeKey' | 'functionKey' | 'payloadFormat' | 'notServed'> {
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
  options: ReadAuthorizerOptions,
): LocalRoute {
  if (route.notServed) return { ...route, authorizer: undefined, scopes: [] }
  const read = authorizer && toLocalAuthorizer(route.routeKey, authorizer, options)
  if (read && 'reason' in read) {
    const otherAuthorizer = authorizer?.name ?? 'other'
    return { ...route, authorizer: undefined, otherAuthorizer, scopes: [], notServed: read }
  }
  return {
    ...route,
    authorizer: read,
    scopes: scopes.map((scope) => resolveText(scope, options.targets, `scopes of ${route.routeKey}`)),
  }
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

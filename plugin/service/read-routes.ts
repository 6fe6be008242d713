import { UserError } from '../user-error.ts'
import { type ReferenceTargets, resolveText } from './references.ts'
import type {
  HttpApiAuthorizer,
  HttpApiConfiguration,
  ServerlessInstance,
  ServerlessService,
} from './serverless.ts'
import type { LocalAuthorizer, LocalCors, LocalRoute, PayloadFormat, TrustedIssuer } from './service.ts'

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
 *
 * @throws {UserError} `ERR_SERVICE_UNSUPPORTED` for an authorizer that the local gateway does not support.
 */
export function toLocalRoute(
  { authorizer, scopes, ...route }: DeclaredRoute,
  trusted: TrustedIssuer,
  targets: ReferenceTargets,
): LocalRoute {
  return {
    ...route,
    authorizer: authorizer && toLocalAuthorizer(route.routeKey, authorizer, trusted),
    scopes: scopes.map((scope) => resolveText(scope, targets)),
  }
}

function toLocalAuthorizer(
  routeKey: string,
  authorizer: HttpApiAuthorizer,
  { issuer, audience }: TrustedIssuer,
): LocalAuthorizer {
  const { id, name = '', type = 'jwt', identitySource = [] } = authorizer
  if (id !== undefined) {
    throw new UserError(
      'ERR_SERVICE_UNSUPPORTED',
      `Route ${routeKey} names its authorizer by id, so it is defined outside this service. ` +
        'Define it under provider.httpApi.authorizers, at least for the local run.',
    )
  }
  if (type !== 'jwt') {
    throw new UserError(
      'ERR_SERVICE_UNSUPPORTED',
      `Route ${routeKey} has a ${type} authorizer; the local gateway supports authorizers of type jwt only.`,
    )
  }
  return { name, issuer, audience, identitySource: soleSource(name, identitySource) }
}

/** A JWT authorizer has exactly one identity source (API Gateway API reference, `Authorizer.identitySource`). */
function soleSource(name: string, identitySource: string | readonly string[]): string {
  const [source, ...others] = [identitySource].flat()
  if (source && others.length === 0) return source
  throw new UserError(
    'ERR_SERVICE_UNSUPPORTED',
    `Authorizer ${name} has ${others.length + (source ? 1 : 0)} identity sources; a JWT authorizer requires exactly one, ` +
      'such as $request.header.Authorization.',
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

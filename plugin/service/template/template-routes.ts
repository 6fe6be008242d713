import { resolveOptionalText } from '../intrinsics/resolve.ts'
import type { DeclaredFunction } from '../read-functions.ts'
import type { DeclaredRoute } from '../read-routes.ts'
import type { HttpApiAuthorizer } from '../serverless.ts'
import type { LocalCors, NotServed, PayloadFormat } from '../service.ts'
import { type ReadResource, refOf, resourcesOf, type TemplateContext, textOf } from './template.ts'

interface Context extends TemplateContext {
  readonly functions: readonly DeclaredFunction[]
}

/** The HTTP API of a template; absent where its routes belong to an API of another stack. */
export function findHttpApi(context: TemplateContext): ReadResource | undefined {
  return resourcesOf(context, 'AWS::ApiGatewayV2::Api').find(
    ({ properties }) => properties.ProtocolType === 'HTTP',
  )
}

/** The routes of the HTTP API, or of one that is not in the template, with their authorizers. */
export function readTemplateRoutes(context: Context): DeclaredRoute[] {
  const others = new Set(
    resourcesOf(context, 'AWS::ApiGatewayV2::Api')
      .map(({ logicalId }) => logicalId)
      .filter((id) => id !== findHttpApi(context)?.logicalId),
  )
  return resourcesOf(context, 'AWS::ApiGatewayV2::Route')
    .filter(({ properties }) => !others.has(refOf(properties.ApiId) ?? ''))
    .map((route) => readRoute(route, context))
}

function readRoute(route: ReadResource, context: Context): DeclaredRoute {
  const routeKey = textOf(route, 'RouteKey', context) ?? ''
  const { functionKey, payloadFormat } = readIntegration(route, context)
  const scopes = route.properties.AuthorizationScopes
  return {
    routeKey,
    functionKey: functionKey ?? '',
    payloadFormat,
    authorizer: readAuthorizer(route, context),
    scopes: Array.isArray(scopes) ? scopes : [],
    ...(functionKey === undefined && { notServed: noFunction(routeKey) }),
  }
}

function noFunction(routeKey: string): NotServed {
  return {
    name: `route ${routeKey}`,
    reason: 'its integration is no Lambda function of this template',
    remedy: 'Test it on AWS.',
  }
}

/** `Target` joins `integrations` and the integration's id. */
function readIntegration(
  route: ReadResource,
  context: Context,
): { readonly payloadFormat: PayloadFormat; readonly functionKey: string | undefined } {
  const target = textOf(route, 'Target', context) ?? ''
  const integration = resourcesOf(context, 'AWS::ApiGatewayV2::Integration').find(
    ({ logicalId }) => target === `integrations/local-${logicalId}`,
  )
  if (!integration) return { functionKey: undefined, payloadFormat: '2.0' }
  return {
    functionKey: findFunction(integration.properties.IntegrationUri, context)?.key,
    payloadFormat: textOf(integration, 'PayloadFormatVersion', context) === '1.0' ? '1.0' : '2.0',
  }
}

const functionArn = /arn:[^:/]*:lambda:[^:/]*:[^:/]*:function:([^:/]+)/

function findFunction(uri: unknown, { functions, targets, file }: Context): DeclaredFunction | undefined {
  const text = resolveOptionalText(uri, targets, `${file}, IntegrationUri`) ?? ''
  const name = functionArn.exec(text)?.[1]
  return functions.find((each) => each.name === name)
}

/** What `AuthorizationType` says must hold here too: a type that is not known closes the route. */
function readAuthorizer(route: ReadResource, context: Context): HttpApiAuthorizer | undefined {
  const { AuthorizationType: type = 'NONE', AuthorizerId: id } = route.properties
  if (type === 'NONE') return undefined
  if (type === 'AWS_IAM') return { type: 'aws_iam' }
  const authorizer = resourcesOf(context, 'AWS::ApiGatewayV2::Authorizer').find(
    ({ logicalId }) => logicalId === refOf(id),
  )
  if (!authorizer) return { id: id ?? 'none' }
  return {
    ...toAuthorizer(authorizer, context),
    name: textOf(authorizer, 'Name', context) ?? authorizer.logicalId,
  }
}

function toAuthorizer({ properties }: ReadResource, context: Context): HttpApiAuthorizer {
  const identitySource = [properties.IdentitySource ?? []].flat() as string[]
  if (properties.AuthorizerType === 'JWT') {
    const { Issuer, Audience = [] } = Object(properties.JwtConfiguration) as {
      Issuer?: unknown
      Audience?: unknown[]
    }
    return { type: 'jwt', identitySource, issuerUrl: Issuer, audience: new Set(Audience) }
  }
  return {
    type: 'request',
    identitySource,
    functionName: findFunction(properties.AuthorizerUri, context)?.key,
    functionArn: '',
    enableSimpleResponses: String(properties.EnableSimpleResponses) === 'true',
    resultTtlInSeconds: Number(properties.AuthorizerResultTtlInSeconds ?? 0),
    payloadVersion: String(properties.AuthorizerPayloadFormatVersion ?? '2.0'),
  }
}

/** `CorsConfiguration`, whose values a template may compute. */
export function readTemplateCors(
  api: ReadResource | undefined,
  context: TemplateContext,
): LocalCors | undefined {
  const cors = api?.properties.CorsConfiguration
  if (typeof cors !== 'object' || cors === null) return undefined
  const own = cors as Readonly<Record<string, unknown>>
  const texts = (name: string) =>
    [own[name] ?? []]
      .flat()
      .map((item) => resolveOptionalText(item, context.targets, `${context.file}, ${name}`) ?? '')
  return {
    allowOrigins: texts('AllowOrigins'),
    allowMethods: texts('AllowMethods'),
    allowHeaders: texts('AllowHeaders'),
    exposeHeaders: texts('ExposeHeaders'),
    allowCredentials: String(own.AllowCredentials) === 'true',
    maxAgeSeconds: own.MaxAge === undefined ? undefined : Number(own.MaxAge),
  }
}

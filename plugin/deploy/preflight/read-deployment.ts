import type { HandlerToLoad } from '../../handlers/requirements-messages.ts'
import type { HttpApiAuthorizer, HttpApiRoute, ServerlessInstance } from '../../service/serverless.ts'
import type { DeployedAuthorizer, DeployedRoute, Deployment } from './deployment.ts'
import { readPool } from './read-pool.ts'

/** Reads what would be deployed: routes and authorizers from the framework's own compiler, the rest from the service. */
export function readDeployment(serverless: ServerlessInstance): Deployment {
  serverless.httpApiEventsPlugin.resolveConfiguration()
  const { config } = serverless.httpApiEventsPlugin
  const { service } = serverless
  // Lambda sets it, and AWS clients read it when they are created.
  const place = { AWS_REGION: serverless.getProvider('aws').getRegion() }
  return {
    dir: serverless.serviceDir,
    authorizers: [...config.authorizers.values()].filter(isJwt).map(readAuthorizer),
    routes: [...config.routes].map(([routeKey, route]) => readRoute(routeKey, route)),
    functions: Object.entries(service.functions ?? {}).flatMap(([key, definition]) => {
      const { handler, environment } = definition
      if (!handler || definition.package?.artifact !== undefined) return []
      return [readFunction(key, handler, { ...place, ...service.provider.environment, ...environment })]
    }),
    pool: readPool(service.resources?.Resources ?? {}),
    hasCors: config.cors !== undefined,
  }
}

function isJwt({ type = 'jwt' }: HttpApiAuthorizer): boolean {
  return type === 'jwt'
}

function readAuthorizer({
  name = '',
  issuerUrl,
  identitySource,
  audience,
}: HttpApiAuthorizer): DeployedAuthorizer {
  const audiences = [...(audience ?? [])]
  return {
    name,
    issuer: typeof issuerUrl === 'string' ? issuerUrl : undefined,
    audience: audiences.filter((item) => typeof item === 'string'),
    audiences: audiences.length,
    identitySource: String([identitySource].flat()[0] ?? ''),
  }
}

function readRoute(
  routeKey: string,
  { targetData, authorizer, authorizationScopes }: HttpApiRoute,
): DeployedRoute {
  const guard = authorizer ? (isJwt(authorizer) ? 'jwt' : 'other') : 'none'
  // Of an authorizer that was created elsewhere only the id is known.
  const isOurs = guard === 'jwt' && authorizer?.issuerUrl !== undefined
  return {
    routeKey: routeKey === '*' ? '$default' : routeKey,
    functionKey: targetData.functionName,
    guard,
    authorizer: isOurs ? readAuthorizer(authorizer) : undefined,
    scopes: [...(authorizationScopes ?? [])].map(String),
  }
}

function readFunction(
  key: string,
  handler: string,
  environment: Readonly<Record<string, unknown>>,
): HandlerToLoad {
  const entries = Object.entries(environment)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [name, typeof value === 'object' ? 'known-after-deploy' : String(value)])
  return { key, handler, environment: Object.fromEntries(entries) }
}

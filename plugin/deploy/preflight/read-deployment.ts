import { readBundleSettings } from '../../handlers/bundle-settings.ts'
import { defaultRuntime, isNodeRuntime } from '../../handlers/node-runtime.ts'
import type { HandlerToLoad } from '../../handlers/requirements-messages.ts'
import type {
  HttpApiAuthorizer,
  HttpApiRoute,
  ServerlessFunction,
  ServerlessInstance,
} from '../../service/serverless.ts'
import { findTypeScriptWithoutCompiler } from '../package/check-compiled.ts'
import type { DeployedAuthorizer, DeployedRoute, Deployment } from './deployment.ts'
import { readPool } from './read-pool.ts'

/** Reads what would be deployed: routes and authorizers from the framework's own compiler, the rest from the service. */
export function readDeployment(serverless: ServerlessInstance): Deployment {
  serverless.httpApiEventsPlugin.resolveConfiguration()
  const { config } = serverless.httpApiEventsPlugin
  const { service } = serverless
  return {
    dir: serverless.serviceDir,
    authorizers: [...config.authorizers.values()].filter(isJwt).map(readAuthorizer),
    routes: [...config.routes].map(([routeKey, route]) => readRoute(routeKey, route)),
    functions: Object.entries(service.functions ?? {}).flatMap(([key, definition]) =>
      readFunction(key, definition, serverless),
    ),
    bundle: readBundleSettings(service.custom),
    notCompiled: findTypeScriptWithoutCompiler(serverless),
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
    isImported: JSON.stringify(issuerUrl ?? '').includes('Fn::ImportValue'),
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
  { name, handler, environment: own, runtime, package: packaged }: ServerlessFunction,
  serverless: ServerlessInstance,
): HandlerToLoad[] {
  const { service, serviceDir } = serverless
  if (!handler || packaged?.artifact !== undefined) return []
  if (!isNodeRuntime(runtime ?? service.provider.runtime ?? defaultRuntime)) return []
  // What Lambda sets, and modules read while they load.
  const environment = {
    AWS_REGION: serverless.getProvider('aws').getRegion(),
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    LAMBDA_TASK_ROOT: serviceDir,
    ...service.provider.environment,
    ...own,
  }
  const entries = Object.entries(environment)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([variable, value]) => [variable, typeof value === 'object' ? 'known-after-deploy' : String(value)])
  return [{ key, handler, environment: Object.fromEntries(entries) }]
}

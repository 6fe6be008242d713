import { join } from 'node:path'
import type {
  DeployedAuthorizer,
  DeployedRoute,
  Deployment,
} from '../../plugin/deploy/preflight/deployment.ts'
import type { HandlerToLoad } from '../../plugin/handlers/requirements-messages.ts'

/** A JWT authorizer with nothing wrong, for an Auth0 API. */
export function anAuthorizer(parts: Partial<DeployedAuthorizer> = {}): DeployedAuthorizer {
  const { audience = ['https://api.example.com/things'] } = parts
  return {
    name: 'jwt',
    issuer: 'https://acme.eu.auth0.com/',
    audiences: audience.length,
    identitySource: '$request.header.Authorization',
    ...parts,
    audience,
  }
}

/** A route behind that authorizer. */
export function aRouteTo(functionKey: string, parts: Partial<DeployedRoute> = {}): DeployedRoute {
  return {
    routeKey: `GET /${functionKey}`,
    functionKey,
    guard: 'jwt',
    authorizer: anAuthorizer(),
    scopes: [],
    ...parts,
  }
}

/** A function of `test/fixtures/handlers/guarded.ts`. */
export function aFunction(key: string, environment: Readonly<Record<string, string>> = {}): HandlerToLoad {
  return { key, handler: `fixtures/handlers/guarded.${key}`, environment }
}

/** A service of one route to one of those functions. */
export function aDeployment(
  functionKey: string,
  parts: Partial<Deployment> & {
    readonly route?: Partial<DeployedRoute>
    readonly environment?: Readonly<Record<string, string>>
  } = {},
): Deployment {
  const { route, environment, authorizers = [anAuthorizer()], ...rest } = parts
  return {
    dir: join(import.meta.dirname, '..'),
    authorizers,
    routes: [aRouteTo(functionKey, { authorizer: authorizers[0], ...route })],
    functions: [aFunction(functionKey, environment)],
    pool: undefined,
    hasCors: false,
    notCompiled: [],
    ...rest,
  }
}

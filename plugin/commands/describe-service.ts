import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CommandContext } from '../command.ts'
import type { DescribedApi, DescribedGuard, DescribedRoute } from '../openapi/described-api.ts'
import type { DeclaredService } from '../service/read-service.ts'
import type { LocalRoute } from '../service/service.ts'
import { UserError } from '../user-error.ts'

/**
 * The service as it would be deployed: its routes, who may call them, and the schemas of its handlers, each bundled and loaded for it.
 *
 * @throws {UserError} `ERR_HANDLER_NOT_LOADED` naming the first handler that cannot be loaded; `ERR_PACKAGE_UNREADABLE`.
 */
export async function describeService({
  serverless,
  readService,
}: Pick<CommandContext, 'serverless' | 'readService'>): Promise<DescribedApi> {
  const [service, { readDeployment }, { readRequirements }] = await Promise.all([
    readService(),
    import('../deploy/preflight/read-deployment.ts'),
    import('../handlers/read-requirements.ts'),
  ])
  const { dir, functions, bundle } = readDeployment(serverless)
  const [routes, messages, manifest] = await Promise.all([
    deployedRoutes(service),
    readRequirements(dir, functions, bundle),
    readManifest(dir),
  ])
  const described = routes.map(({ route, guard }): DescribedRoute => {
    const message = messages.get(route.functionKey)
    if (message?.kind === 'failed') throw notLoaded(route.functionKey, message.reason)
    const handler = message?.requirements
    const { environment } = functions.find(({ key }) => key === route.functionKey) ?? {}
    const scopePrefix = handler?.principal?.scopePrefix ?? environment?.CLAIMCHECK_SCOPE_PREFIX ?? ''
    const { description } = serverless.service.functions?.[route.functionKey] ?? {}
    const { routeKey, functionKey, scopes } = route
    return { routeKey, functionKey, scopes, guard, scopePrefix, handler, description }
  })
  const server = deployedServer(service.region)
  return { title: service.name, ...manifest, server, cors: service.cors, routes: described }
}

/** The routes with the authorizers of the stack, not of a local run. */
async function deployedRoutes(
  service: DeclaredService,
): Promise<{ route: LocalRoute; guard: DescribedGuard | undefined }[]> {
  const [{ routesWithTrustedIssuer }, { resolveKnown }] = await Promise.all([
    import('../service/trusted-issuer.ts'),
    import('../service/issuer-urls.ts'),
  ])
  const routes = routesWithTrustedIssuer(service, { issuer: '', audience: [] })
  const declared = new Map(service.routes.map((route) => [route.routeKey, route.authorizer]))
  return routes.map((route) => {
    const authorizer = declared.get(route.routeKey)
    if (!authorizer) return { route, guard: undefined }
    if (!route.authorizer) return { route, guard: { kind: 'other', name: route.otherAuthorizer ?? 'other' } }
    if (route.authorizer.kind !== 'jwt') return { route, guard: route.authorizer }
    // A part that only the stack knows, such as the id of its own user pool, is named as in the template.
    const [issuer = ''] = resolveKnown([authorizer.issuerUrl], service.targets)
    return { route, guard: { ...route.authorizer, issuer: issuer.replaceAll('local-', '') } }
  })
}

function deployedServer(region: string): DescribedApi['server'] {
  return {
    url: 'https://{apiId}.execute-api.{region}.amazonaws.com',
    description: "The deployed API: the stack's output ApiUrl or HttpApiUrl.",
    variables: {
      apiId: { default: 'api-id', description: 'Known after the deploy.' },
      region: { default: region },
    },
  }
}

/** What package.json says of the service, if there is one. */
async function readManifest(dir: string): Promise<Pick<DescribedApi, 'version' | 'description' | 'license'>> {
  const { version, description, license } = await parseManifest(join(dir, 'package.json'))
  return {
    version: typeof version === 'string' ? version : '0.0.0',
    ...(typeof description === 'string' && { description }),
    ...(typeof license === 'string' && { license }),
  }
}

/** Empty where there is no such file. */
async function parseManifest(file: string): Promise<Record<string, unknown>> {
  try {
    return { ...JSON.parse(await readFile(file, 'utf8')) }
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') return {}
    throw new UserError(
      'ERR_PACKAGE_UNREADABLE',
      `package.json cannot be read as JSON: ${message}. The document takes its version and its description from it.`,
      { cause },
    )
  }
}

function notLoaded(functionKey: string, reason: string): UserError {
  return new UserError(
    'ERR_HANDLER_NOT_LOADED',
    `The handler of function ${functionKey} cannot be loaded: ${reason}\nIt was loaded with its environment from serverless.yml only.`,
  )
}

import { findRun, type RunState } from '../../local/run-state.ts'
import { readDeployedTrust } from '../../service/deployed-issuer.ts'
import { readServiceRoutes } from '../../service/read-service.ts'
import type { ServerlessInstance } from '../../service/serverless.ts'
import type { LocalRoute } from '../../service/service.ts'
import { chooseRoute, soleAuthorizer } from './choose-route.ts'
import type { ChosenAuthorizer } from './chosen-authorizer.ts'
import type { ExplainRequest } from './read-explain-options.ts'

export interface ChooseOptions {
  readonly serverless: ServerlessInstance
  readonly stateDir: string
  readonly request: Pick<ExplainRequest, 'trust' | 'route' | 'scopes'>
  /** `--stage`: then the deployed authorizer is meant, not the run's. */
  readonly stage: string | undefined
  /** Called before serverless.yml is read for a deployed authorizer. @throws when a value of the tenant is missing. */
  readonly checkParameters: () => void
}

/**
 * Finds what a token is to be held against: `--issuer`, else the stage that `--stage` names, else the running local run, else
 * the default stage. `--route` chooses the route, `--scope` replaces its scopes.
 *
 * @throws {UserError} saying what is missing and how to give it.
 */
export async function chooseAuthorizer(options: ChooseOptions): Promise<ChosenAuthorizer> {
  const { request, stage, stateDir } = options
  if (request.trust) return chooseTrusted(options, request.trust)
  const run = stage === undefined ? await findRun(stateDir) : undefined
  return run ? chooseRunning(run, options) : chooseDeployed(options)
}

function chooseTrusted(
  { serverless, request }: ChooseOptions,
  trust: NonNullable<ExplainRequest['trust']>,
): ChosenAuthorizer {
  if (request.route !== undefined) return choose(readServiceRoutes(serverless, trust), request, '--issuer')
  const authorizer = { name: '', ...trust, identitySource: '$request.header.Authorization' }
  return { authorizer, routeScopes: request.scopes ?? [], from: '--issuer' }
}

function chooseRunning({ apiUrl, routes }: RunState, { request }: ChooseOptions): ChosenAuthorizer {
  return choose(routes, request, `the run at ${apiUrl}`)
}

function chooseDeployed({ serverless, request, checkParameters }: ChooseOptions): ChosenAuthorizer {
  checkParameters()
  const from = `stage ${serverless.getProvider('aws').getStage()} in serverless.yml`
  // Which route is meant says whose issuer is to be read, so the routes are read first, with none.
  const routeKey = choose(readServiceRoutes(serverless, { issuer: '', audience: [] }), request, from)
  const { authorizer } = routeKey
  const deployed = [...serverless.httpApiEventsPlugin.config.routes.values()].find(
    (route) => route.authorizer?.name === authorizer.name,
  )
  return { ...routeKey, authorizer: { ...authorizer, ...readDeployedTrust(deployed?.authorizer ?? {}) } }
}

function choose(
  routes: readonly LocalRoute[],
  { route: wanted, scopes }: ChooseOptions['request'],
  from: string,
): ChosenAuthorizer {
  if (wanted === undefined) return { authorizer: soleAuthorizer(routes), routeScopes: scopes ?? [], from }
  const route = chooseRoute(routes, wanted)
  return {
    authorizer: route.authorizer,
    routeScopes: scopes ?? route.scopes,
    from: `${from}, route ${route.routeKey}`,
  }
}

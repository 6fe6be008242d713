import { compileRoutes } from '../../local/gateway/routes.ts'
import { findRun, howToStart, readRunState } from '../../local/run-state.ts'
import { describeNotServed } from '../../service/not-served.ts'
import type { JwtAuthorizer, LocalRoute, TrustedIssuer } from '../../service/service.ts'
import { UserError } from '../../user-error.ts'

/** The options of `explain`. */
export interface ExplainRequest {
  /** `--issuer` and `--audience`. */
  readonly trust: TrustedIssuer | undefined
  /** `--route`. */
  readonly route: string | undefined
  /** `--scope`, instead of the route's. */
  readonly scopes: readonly string[] | undefined
  /** `--stage`: check against the deployed authorizer, not that of the local run. */
  readonly stage: string | undefined
  /** `--at`; milliseconds since the epoch. Default: now. */
  readonly nowMs: number
  readonly json: boolean
}

/** What a token is checked against, and where that was read. */
export interface ChosenAuthorizer {
  readonly authorizer: JwtAuthorizer
  readonly routeScopes: readonly string[]
  /** For the reader: `the run at http://localhost:3000, route DELETE /profile`. */
  readonly from: string
}

/** The authorizers of the service that Serverless has read. */
export interface ServiceAuthorizers {
  /** Its routes, with `trust` in place of the deployed issuer and audience. */
  routes(trust: TrustedIssuer): Promise<readonly LocalRoute[]>
  /**
   * The authorizer as it is deployed.
   *
   * @throws {ParameterError} `ERR_TENANT_INVALID` when a value of the provider is missing.
   * @throws {UserError} `ERR_AUTHORIZER_UNKNOWN` when only the deployed stack knows issuer and audience.
   */
  choose(request: ChooseOptions['request']): Promise<ChosenAuthorizer>
}

export interface ChooseOptions {
  readonly request: Pick<ExplainRequest, 'trust' | 'route' | 'scopes' | 'stage'>
  readonly stateDir: string
  /** Absent where no serverless.yml was read. */
  readonly service?: ServiceAuthorizers
}

/**
 * Finds what to check a token against: `--issuer`, else the stage that `--stage` names, else the local run, else the
 * default stage. `--route` chooses the route, `--scope` replaces its scopes.
 *
 * @throws {UserError} `ERR_ROUTE_UNKNOWN`, `ERR_ROUTE_OPEN` or `ERR_ROUTE_NEEDED`; `ERR_NOT_RUNNING` without a run and a service.
 */
export async function chooseAuthorizer({
  request,
  stateDir,
  service,
}: ChooseOptions): Promise<ChosenAuthorizer> {
  if (request.trust) return chooseTrusted({ request, stateDir, ...(service && { service }) }, request.trust)
  const run = request.stage === undefined ? await findRun(stateDir) : undefined
  if (run) return chooseAmong(run.routes, request, `the run at ${run.apiUrl}`)
  if (service) return service.choose(request)
  throw new UserError(
    'ERR_NOT_RUNNING',
    `No local run found. ${howToStart(stateDir)}\n` +
      'Or name the authorizer: --issuer URL --audience X. For a deployed stage: npx serverless token explain TOKEN --stage NAME',
  )
}

async function chooseTrusted(
  { request, stateDir, service }: ChooseOptions,
  trust: TrustedIssuer,
): Promise<ChosenAuthorizer> {
  if (request.route === undefined) {
    const authorizer = {
      kind: 'jwt' as const,
      name: '',
      ...trust,
      identitySource: '$request.header.Authorization',
    }
    return { authorizer, routeScopes: request.scopes ?? [], from: '--issuer' }
  }
  const routes = (await service?.routes(trust)) ?? (await readRunState(stateDir)).routes
  return chooseAmong(trusting(routes, trust), request, '--issuer')
}

function trusting(routes: readonly LocalRoute[], trust: TrustedIssuer): LocalRoute[] {
  return routes.map((route) => ({
    ...route,
    authorizer: route.authorizer?.kind === 'jwt' ? { ...route.authorizer, ...trust } : route.authorizer,
  }))
}

/** @param from where the routes were read. @throws {UserError} as `chooseRoute` and `soleAuthorizer` do. */
export function chooseAmong(
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

/** A route that has a JWT authorizer. */
export type ClosedRoute = LocalRoute & { readonly authorizer: JwtAuthorizer }

/**
 * The route that `wanted` names: a route key, or a method and a path that the gateway would route to it.
 *
 * @throws {UserError} `ERR_ROUTE_UNKNOWN` with the routes of the service, `ERR_ROUTE_OPEN` for one without authorizer,
 * `ERR_ROUTE_NOT_SERVED` for one whose authorizer does not run here,
 * `ERR_ROUTE_NOT_JWT` for one with an authorizer that checks no token itself.
 */
export function chooseRoute(routes: readonly LocalRoute[], wanted: string): ClosedRoute {
  const route = findRoute(routes, wanted)
  if (!route) {
    throw new UserError(
      'ERR_ROUTE_UNKNOWN',
      `--route is "${wanted}"; the service has ${routes.map(({ routeKey }) => `"${routeKey}"`).join(', ') || 'no routes'}.`,
    )
  }
  if (isClosed(route)) return route
  if (route.notServed) throw new UserError('ERR_ROUTE_NOT_SERVED', describeNotServed(route.notServed))
  if (route.authorizer) throw notJwt(route)
  throw new UserError(
    'ERR_ROUTE_OPEN',
    `Route "${route.routeKey}" has no authorizer: it accepts every request, with or without a token.`,
  )
}

function notJwt({ routeKey, authorizer }: LocalRoute): UserError {
  const who =
    authorizer?.kind === 'iam'
      ? 'requires a signature with AWS credentials'
      : 'has a Lambda authorizer: your function decides'
  return new UserError(
    'ERR_ROUTE_NOT_JWT',
    `Route "${routeKey}" ${who}. explain checks tokens of JWT authorizers; ` +
      'for this route, call it and read the log of the local run or the console.',
  )
}

function findRoute(routes: readonly LocalRoute[], wanted: string): LocalRoute | undefined {
  const [method = '', path = ''] = wanted.trim().split(/\s+/)
  return (
    routes.find(({ routeKey }) => routeKey === wanted) ??
    compileRoutes(routes)(method.toUpperCase(), path)?.route
  )
}

/**
 * The authorizer of a service whose routes share one.
 *
 * @throws {UserError} `ERR_ROUTE_NEEDED` if there are several, `ERR_ROUTE_OPEN` if there is none.
 */
export function soleAuthorizer(routes: readonly LocalRoute[]): JwtAuthorizer {
  const closed = routes.filter(isClosed)
  const [first, ...others] = new Map(closed.map(({ authorizer }) => [authorizer.name, authorizer])).values()
  if (first && others.length === 0) return first
  if (!first) throw new UserError('ERR_ROUTE_OPEN', 'No route of the service has a JWT authorizer.')
  throw new UserError(
    'ERR_ROUTE_NEEDED',
    `The service has ${others.length + 1} authorizers. Choose a route: ` +
      `${closed.map(({ routeKey }) => `--route "${routeKey}"`).join(' or ')}.`,
  )
}

function isClosed(route: LocalRoute): route is ClosedRoute {
  return route.authorizer?.kind === 'jwt'
}

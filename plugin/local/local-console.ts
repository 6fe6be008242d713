import type { Hono } from 'hono'
import { fullScopeName, openIdScopes } from '../../tokens/scope-names.ts'
import type { DescribedRoute } from '../openapi/described-api.ts'
import { makeDocument } from '../openapi/document.ts'
import type { LocalRoute, LocalService } from '../service/service.ts'
import { consoleRoutes } from './console/console-routes.ts'
import type { ConsoleApi, InspectedApi, InspectedFunction, RunParts } from './console/server/console-api.ts'
import { describedRoutes } from './console/server/described-routes.ts'
import { inspectFunctions } from './console/server/inspect-functions.ts'
import { createRequestHistory } from './console/server/request-history.ts'
import { basePathOf } from './example-request.ts'
import type { IssuerContext } from './issuer/issuer-context.ts'
import { type Issuer, type StartIssuerOptions, startIssuer } from './issuer/start-issuer.ts'
import { mintProbeToken } from './issuer/tokens/mint-probe-token.ts'
import { mintToken } from './issuer/tokens/mint-token.ts'
import { runApi } from './run-api.ts'

export interface IssuerWithConsoleOptions extends Omit<StartIssuerOptions, 'pages'> {
  /** What the console knows of the API. Default: nothing but its URL. */
  readonly api?: InspectedApi
  /** What commands need to find this run: `--state DIR`. Default: nothing. */
  readonly stateOption?: string | undefined
  /** Deletes the rows of the embedded table. Default: there is none. */
  readonly emptyTables?: (() => Promise<void>) | undefined
}

/** The issuer, with the console's pages on its port. @throws {UserError} as `startIssuer` does. */
export function startIssuerWithConsole({
  api = unknownApi(),
  stateOption,
  emptyTables,
  ...options
}: IssuerWithConsoleOptions): Promise<Issuer> {
  return startIssuer({
    ...options,
    pages: async (context) => {
      const pages = await consolePages(context, { provider: options.provider, api, stateOption })
      return pages.route('/_claimcheck', runApi(context, { history: api.history, emptyTables }))
    },
  })
}

interface ConsolePagesOptions extends Pick<IssuerWithConsoleOptions, 'provider' | 'stateOption'> {
  readonly api: InspectedApi
}

function consolePages(
  context: IssuerContext,
  { provider, api, stateOption }: ConsolePagesOptions,
): Promise<Hono> {
  const { profile, issuer, url, apiUrl, key } = context
  return consoleRoutes(url, {
    key,
    settings: {
      mode: 'local',
      parts: context.parts,
      provider,
      issuer,
      discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      clientId: profile.clientId,
      audience: profile.apiByDefault ? undefined : profile.apiAudience,
      scopes: [...openIdScopes, ...context.scopes.map((scope) => fullScopeName(context, scope))],
      apiUrl,
      stateOption,
    },
    api: localConsoleApi(context, api),
  })
}

/** What the console works with where the issuer is this run's own: its users and its keys are available. */
function localConsoleApi(context: IssuerContext, api: InspectedApi): ConsoleApi {
  const { apiUrl, keys, now, users } = context
  return {
    ...api,
    apiUrl,
    now,
    issuerKeys: [keys.id, keys.access],
    probeToken: (wanted) => mintProbeToken(context, wanted),
    users: {
      list: () => users.all().map(({ email }) => email),
      token: (user, use) => mintToken(context, { user, use }),
    },
  }
}

/** An API of which only the URL is known. */
function unknownApi(): InspectedApi {
  return {
    history: createRequestHistory(),
    routes: async () => [],
    functions: async () => new Map(),
    described: async () => [],
    basePath: async () => '',
  }
}

export interface PendingApi {
  readonly api: InspectedApi
  /** @param environment joined over each function's own. */
  ready(service: LocalService, environment: Readonly<Record<string, string>>, parts?: RunParts): void
}

type Functions = ReadonlyMap<string, InspectedFunction>

/** For how long the inspected functions are current: sources may change, so they are inspected again after it. */
const freshForMs = 5_000

/** The API of a run that is starting: the console is up before the service, since the service trusts the console's issuer. */
export function createPendingApi(apiUrl: string): PendingApi {
  const known = Promise.withResolvers<{
    service: LocalService
    environment: Readonly<Record<string, string>>
    parts: RunParts
  }>()
  let latest: Promise<Functions> | undefined
  let newest: Promise<Functions> | undefined
  let inspectedMs = 0

  async function inspect(): Promise<Functions> {
    const { service, environment } = await known.promise
    return inspectFunctions(service, environment)
  }

  function current(): Promise<Functions> {
    const isOld = performance.now() - inspectedMs > freshForMs
    if (newest && !isOld) return newest
    inspectedMs = performance.now()
    const next = inspect()
    newest = next
    next.then(
      () => {
        latest = next
      },
      () => {},
    )
    return next
  }

  /** The first result is waited for; later ones replace it once they are there. */
  function functions(): Promise<Functions> {
    const next = current()
    latest ??= next
    return latest
  }

  const service = async () => (await known.promise).service
  const described: InspectedApi['described'] = async (asOf) =>
    describedRoutes((await service()).routes, await (asOf === 'now' ? current() : (latest ?? current())))
  return {
    api: {
      history: createRequestHistory(),
      routes: async () => shownRoutes(await service()),
      functions,
      described,
      basePath: async () => basePathOf(await service()),
      document: async () => localDocument(await service(), await described('now'), apiUrl),
      parts: async () => (await known.promise).parts,
    },
    ready: (service, environment, parts = {}) => known.resolve({ service, environment, parts }),
  }
}

/** Those of a REST API too, where they answer; a route says that it is not served when its function is not. */
function shownRoutes({ functions, routes, restRoutes = [] }: LocalService): LocalRoute[] {
  const missing = new Map(functions.map(({ key, notServed }) => [key, notServed]))
  const keys = new Set(routes.map(({ routeKey }) => routeKey))
  const others = restRoutes.filter(({ routeKey }) => !keys.has(routeKey))
  return [...routes, ...others].map((route) => {
    const notServed = route.notServed ?? missing.get(route.functionKey)
    return notServed ? { ...route, notServed } : route
  })
}

/** The document of the run itself: its issuer, and its API for a server. */
function localDocument(service: LocalService, routes: readonly DescribedRoute[], apiUrl: string): object {
  const { name, cors } = service
  return makeDocument({
    title: name,
    version: 'local',
    server: { url: `${apiUrl}${basePathOf(service)}`, description: 'The local run.' },
    cors,
    routes,
  })
}

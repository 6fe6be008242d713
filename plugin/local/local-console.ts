import type { Hono } from 'hono'
import { fullScopeName, openIdScopes } from '../../tokens/scope-names.ts'
import { consoleRoutes } from './console/console-routes.ts'
import type { ConsoleApi, InspectedApi } from './console/server/console-api.ts'
import { createRequestHistory } from './console/server/request-history.ts'
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

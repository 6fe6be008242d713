import { randomBytes } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { createKeySource } from '../../../../authorizer/keys.ts'
import { explainToken } from '../../../explain/explain-token.ts'
import type { DescribedRoute } from '../../../openapi/described-api.ts'
import { makeDocument } from '../../../openapi/document.ts'
import { startHttpServers } from '../../../system/http-servers.ts'
import { answerMissing } from '../../web/missing-page.ts'
import { onlyOwnHost } from '../../web/own-host.ts'
import { consoleRoutes } from '../console-routes.ts'
import type { ConsoleApi } from '../server/console-api.ts'
import { describedRoutes } from '../server/described-routes.ts'
import { createRequestHistory } from '../server/request-history.ts'
import { type IssuerDocument, issuerDocuments, originsOf, readIssuerDocument } from './issuer-documents.ts'
import type { StageTarget } from './stage-target.ts'

export interface StageConsole {
  /** `http://localhost:3001` */
  readonly url: string
  /** Secret of this run; new at each start. */
  readonly key: string
  close(): Promise<void>
}

/**
 * Serves the console for a deployed API: users sign in at its real issuer, and refusals are explained from the token and the
 * authorizer's settings, because AWS does not give its reasons.
 *
 * @param port 0 for a free one; rarely useful, because the issuer has to know the console's address.
 * @throws {UserError} `ERR_ISSUER_UNREACHABLE`, `ERR_PORT_TAKEN` or `ERR_PORT_REFUSED`.
 */
export async function startStageConsole(target: StageTarget, port: number): Promise<StageConsole> {
  const document = await readIssuerDocument(target.issuer)
  // The pages need the port, so requests that come before they are ready wait for them.
  const pages = Promise.withResolvers<RequestListener>()
  const servers = await startHttpServers(
    (request, response) => {
      pages.promise.then(
        (answer) => answer(request, response),
        () => response.destroy(),
      )
    },
    { port, host: 'localhost', option: '--console-port' },
  )
  const url = `http://localhost:${servers.port}`
  const key = randomBytes(24).toString('base64url')
  try {
    const routes = await stagePages(target, { url, key, document })
    pages.resolve(onlyOwnHost(url, getRequestListener(routes.fetch)))
  } catch (error) {
    pages.reject(error)
    await servers.close()
    throw error
  }
  return { url, key, close: servers.close }
}

interface StagePages {
  readonly url: string
  readonly key: string
  readonly document: IssuerDocument
}

async function stagePages(target: StageTarget, { url, key, document }: StagePages): Promise<Hono> {
  const settings = {
    ...target,
    mode: 'stage',
    parts: [],
    discoveryUrl: '/_issuer/discovery',
    audience: target.signInAudience,
  } as const
  const api = stageApi(target)
  const pages = await consoleRoutes(url, { settings, api, key, elsewhere: originsOf(document) })
  // Behind the key, as everything of the console.
  pages.notFound(answerMissing(url, target.apiUrl))
  return pages.route('/_issuer', issuerDocuments(document, url))
}

function stageApi({ apiUrl, routes, functions }: StageTarget): ConsoleApi {
  const keys = createKeySource()
  const described = async () => describedRoutes(routes, await functions())
  return {
    apiUrl,
    described,
    basePath: async () => '',
    document: async () => stageDocument(apiUrl, await described()),
    history: createRequestHistory(),
    routes: async () => routes,
    functions,
    issuerKeys: [],
    now: Date.now,
    async explain(value, { authorizer, scopes }) {
      if (authorizer?.kind !== 'jwt') return undefined
      return explainToken(value, { authorizer, routeScopes: scopes, nowMs: Date.now(), keys })
    },
  }
}

function stageDocument(apiUrl: string, routes: readonly DescribedRoute[]): object {
  const server = { url: apiUrl, description: 'The deployed API.' }
  return makeDocument({ title: 'API', version: 'deployed', server, cors: undefined, routes })
}

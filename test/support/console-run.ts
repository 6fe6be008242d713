import { startGateway } from '../../plugin/local/gateway/start-gateway.ts'
import type { Issuer } from '../../plugin/local/issuer/start-issuer.ts'
import { createPendingApi } from '../../plugin/local/pending-api.ts'
import type { LocalService } from '../../plugin/service/service.ts'
import type { ProviderName } from '../../providers/index.ts'
import { startConsoleIssuer } from './console-issuer.ts'
import { freePort } from './local-run.ts'
import { keyCookie } from './run-key.ts'
import { aService, handlersDir } from './test-api.ts'
import { aFunction, startTestFunctions } from './test-functions.ts'

/** Issuer, console and gateway around three small functions, in this process. */
export interface ConsoleRun {
  readonly issuer: Issuer
  readonly apiUrl: string
  readonly service: LocalService
  /** A token of the issuer for a user, who is created if there is none. */
  token(user: string, use: 'id' | 'access'): Promise<string>
  /** Calls the console's server as its page does; returns the response's JSON. */
  ask<T>(path: string, body?: object): Promise<T>
  close(): Promise<void>
}

const scope = 'things.delete'

/** @param otherConsoles origins of consoles elsewhere, where this issuer stands for a real provider. */
export async function startConsoleRun(
  provider: ProviderName,
  otherConsoles: readonly string[] = [],
): Promise<ConsoleRun> {
  const port = await freePort()
  const apiUrl = `http://localhost:${port}`
  const { api, ready } = createPendingApi(apiUrl)
  const issuer = await startConsoleIssuer(provider, { apiUrl, scopes: [scope], api, otherConsoles })
  const environment = { CLAIMCHECK_PROVIDER: provider, CLAIMCHECK_GROUPS_CLAIM: issuer.groupsClaim }
  const functions = [
    aFunction('who', 'console.who', { environment, description: 'Who is calling' }),
    aFunction('keep', 'console.keep', { environment }),
    aFunction('drop', 'console.drop', { environment }),
  ]
  const authorizer = {
    kind: 'jwt' as const,
    name: 'tenant',
    identitySource: '$request.header.Authorization',
    ...issuer,
  }
  const wire = provider === 'cognito' ? `claimcheck/${scope}` : scope
  const service = aService({
    dir: handlersDir,
    functions,
    routes: [
      { routeKey: 'GET /things', functionKey: 'who', authorizer, scopes: [] },
      { routeKey: 'POST /things', functionKey: 'keep', authorizer, scopes: [] },
      { routeKey: 'DELETE /things/{id}', functionKey: 'drop', authorizer, scopes: [wire] },
    ],
  })
  ready(service, {})
  const host = await startTestFunctions(functions)
  const gateway = await startGateway({
    service,
    functions: host,
    port,
    log: () => {},
    observe: api.history.add,
  })
  return {
    issuer,
    apiUrl,
    service,
    async token(user, use) {
      const response = await fetch(`${issuer.url}/_claimcheck/token`, {
        method: 'POST',
        headers: { authorization: `Bearer ${issuer.key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ user, use }),
      })
      return ((await response.json()) as { token: string }).token
    },
    async ask<T>(path: string, body?: object) {
      const response = await fetch(`${issuer.url}/_console${path}`, {
        method: body ? 'POST' : 'GET',
        headers: {
          cookie: keyCookie(issuer),
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/json',
        },
        ...(body && { body: JSON.stringify(body) }),
      })
      return (await response.json()) as T
    },
    async close() {
      await gateway.close()
      await host.close()
      await issuer.close()
    },
  }
}

import type { RequestListener, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { consoleRoutes } from '../console/console-routes.ts'
import type { InspectedApi } from '../console/server/console-api.ts'
import { localConsoleApi } from '../local-desk.ts'
import { type IssuerContext, openIdScopes, wireScope } from './issuer-context.ts'
import { createProtocol } from './oidc/protocol.ts'
import { issuerStyleRoute } from './pages/issuer-style.ts'
import { signInRoutes } from './sign-in/sign-in-routes.ts'
import { tokenRoutes } from './tokens/token-routes.ts'
import { usersRoutes } from './users/users-routes.ts'

interface ListenerOptions {
  readonly provider: string
  /** Secret of the token endpoint for the command line. */
  readonly key: string
  readonly api: InspectedApi | undefined
}

/** Answers every request of the issuer's port: the protocol's go to `oidc-provider`, all others to our own pages. */
export async function issuerListener(
  context: IssuerContext,
  { provider, key, api }: ListenerOptions,
): Promise<RequestListener> {
  const protocol = createProtocol(context)
  const { shape, issuer, url, apiUrl } = context
  const pages = new Hono()
    .route('/sign-in', signInRoutes(context, protocol.provider))
    .route('/', await issuerStyleRoute())
    .route('/users', usersRoutes(context))
    .route('/_claimcheck', tokenRoutes(context, key))
  pages.route(
    '/',
    await consoleRoutes(url, {
      settings: {
        mode: 'local',
        provider,
        issuer,
        discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        clientId: shape.clientId,
        audience: shape.apiByDefault ? undefined : shape.apiAudience,
        scopes: [...openIdScopes, ...context.scopes.map((scope) => wireScope(context, scope))],
        apiUrl,
        usersUrl: '/users',
      },
      api: localConsoleApi(context, api),
    }),
  )
  const answerPage = getRequestListener(pages.fetch)
  return (request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?', 1)
    const answered = protocol.owns(path) ? protocol.handle(request, response) : answerPage(request, response)
    answered.catch((error: Error) => {
      context.log(`issuer: ${error.message}`)
      endAfterFailure(response)
    })
  }
}

function endAfterFailure(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
  response.end()
}

import type { RequestListener, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { answerMissing } from '../web/missing-page.ts'
import type { IssuerContext } from './issuer-context.ts'
import { createProtocol } from './oidc/protocol.ts'
import { issuerStyleRoute } from './pages/issuer-style.ts'
import { refuse } from './program-requests.ts'
import { signInRoutes } from './sign-in/sign-in-routes.ts'
import { tokenRoutes } from './tokens/token-routes.ts'
import { usersApi } from './users/users-api.ts'
import { usersRoutes } from './users/users-routes.ts'

/**
 * Answers every request of the issuer's port: the protocol's go to `oidc-provider`, all others to our own pages.
 *
 * @param furtherPages on this port.
 */
export async function issuerListener(
  context: IssuerContext,
  furtherPages: Hono | undefined,
): Promise<RequestListener> {
  const protocol = createProtocol(context)
  const pages = new Hono()
    .route('/sign-in', signInRoutes(context, protocol.provider))
    .route('/', await issuerStyleRoute())
    .route('/users', usersRoutes(context))
    .route('/_claimcheck', tokenRoutes(context))
    .route('/_claimcheck', usersApi(context))
  if (furtherPages) pages.route('/', furtherPages)
  pages.all('/_claimcheck/*', (c) => refuse(c, 405, 'This is not available.'))
  pages.notFound(answerMissing(context.url, context.apiUrl))
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

import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { TokenNotBreakable } from '../../../../authorizer/broken-tokens/make-broken-token.ts'
import type { TokenUse } from '../../../../providers/index.ts'
import { describeIssues } from '../../../system/describe-issues.ts'
import { UserError } from '../../../user-error.ts'
import { isJson } from '../../web/media-types.ts'
import { onlySameOrigin } from '../../web/same-origin.ts'
import { accessRoutes } from './access-routes.ts'
import type { ConsoleApi } from './console-api.ts'
import { explainRoutes } from './explain-routes.ts'
import { streamHistory } from './history-stream.ts'
import { invokeRoutes } from './invoke-routes.ts'
import { requestOf, useOfToken, withToken } from './replay.ts'
import { principalOf, toDetails } from './request-details.ts'
import { sendRequest } from './send-request.ts'
import { isSigned, signCall } from './sign-call.ts'
import { tableRoutes } from './table-routes.ts'
import { tokenRoutes } from './token-routes.ts'

/** A little above the gateway's own limit, so that it can be tried. */
const maxBodyBytes = 12 * 1024 * 1024

const Call = z.strictObject({
  method: z.string().regex(/^[A-Z]+$/, 'must be a method such as GET'),
  path: z.string().startsWith('/', 'must start with a slash'),
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string().optional(),
  sign: z.boolean().optional(),
})

const Replay = z.strictObject({ as: z.email().optional() })

/** What the console's page requests from its own server. Only that page gets an answer. */
export function consoleApiRoutes(api: ConsoleApi, origin: string): Hono {
  const app = new Hono()
  app.use(onlySameOrigin(origin), onlyJson, bodyLimit({ maxSize: maxBodyBytes, onError: tooLong }))

  app.route('/access', accessRoutes(api))
  app.get('/session', (c) => c.body(null, 204))
  app.get('/routes', async (c) => c.json(await api.routes()))
  app.get('/schemas', async (c) => c.json(await bodySchemas(api)))
  app.get('/users', (c) => c.json(api.users?.list() ?? []))
  app.get('/requests', (c) => streamHistory(c, api.history))
  app.delete('/requests', (c) => {
    api.history.clear()
    return c.body(null, 204)
  })
  app.get('/requests/:id', async (c) => {
    const record = api.history.find(c.req.param('id'))
    return record ? c.json(toDetails(record)) : gone(c)
  })
  app.get('/requests/:id/principal', async (c) => {
    const record = api.history.find(c.req.param('id'))
    return record ? c.json({ principal: principalOf(record, await api.functions()) }) : gone(c)
  })

  app.post('/call', async (c) => {
    const { body, sign, ...call } = Call.parse(await c.req.json())
    const request = { ...call, body }
    return c.json(toDetails(await sendRequest(api, sign ? await signCall(api, request) : request)))
  })
  app.post('/requests/:id/replay', async (c) => {
    const { as } = Replay.parse(await c.req.json())
    const record = api.history.find(c.req.param('id'))
    if (!record) return gone(c)
    const sent = requestOf(record)
    const request = isSigned(sent) ? await signCall(api, sent) : sent
    const again =
      as === undefined ? request : withToken(request, await tokenFor(api, as, useOfToken(request)))
    return c.json(toDetails(await sendRequest(api, again)))
  })

  app.route('/', tokenRoutes(api))
  app.route('/', explainRoutes(api))
  app.route('/', tableRoutes(api))
  app.route('/', invokeRoutes(api))

  app.onError((error, c) => {
    // A 200, because browsers log any other response as an error of the page.
    if (error instanceof UserError || error instanceof TokenNotBreakable)
      return c.json({ problem: error.message, code: error.code })
    // The page sends neither.
    if (error instanceof SyntaxError) return invalid(c, 400, 'The request is not JSON.')
    if (error instanceof z.ZodError) return invalid(c, 400, `${describeIssues(error.issues, 'The body')}.`)
    throw error
  })
  return app
}

const onlyJson: MiddlewareHandler = async (c, next) => {
  if (c.req.method !== 'POST' || isJson(c.req.header('content-type'))) return next()
  return invalid(c, 415, 'Send JSON, with content-type: application/json.')
}

function tooLong(c: Context): Response {
  return invalid(c, 413, 'The request is longer than 12 MB.')
}

function invalid(c: Context, status: 400 | 413 | 415, problem: string): Response {
  return c.json({ problem, code: 'ERR_REQUEST_INVALID' }, status)
}

function gone(c: Context): Response {
  return c.json({ problem: 'This request is no longer kept: newer ones replaced it.' })
}

async function bodySchemas(api: ConsoleApi): Promise<Record<string, object>> {
  const functions = await api.functions()
  const routes = await api.routes()
  return Object.fromEntries(
    routes.flatMap(({ routeKey, functionKey }) => {
      const schema = functions.get(functionKey)?.bodySchema
      return schema ? [[routeKey, schema]] : []
    }),
  )
}

async function tokenFor({ users }: ConsoleApi, email: string, use: TokenUse): Promise<string> {
  if (users) return users.token(email, use)
  throw new UserError('ERR_NO_ISSUER', 'The issuer is not part of this run. Sign in as that user instead.')
}

import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import { accessTable } from '../../../access/access-table.ts'
import { placeToken } from '../../../access/verify/place-token.ts'
import type { VerifiedRoute } from '../../../access/verify/verified-route.ts'
import { type VerifyTools, verifyRoute } from '../../../access/verify/verify-route.ts'
import type { DescribedRoute } from '../../../openapi/described-api.ts'
import { UserError } from '../../../user-error.ts'
import type { RequestRecord } from '../../gateway/handle-request.ts'
import type { AccessDocument } from '../api-types.ts'
import { type ApiRequest, type ApiResponse, callApi } from './call-api.ts'
import type { ConsoleApi } from './console-api.ts'

const Verify = z.strictObject({
  routeKey: z.string(),
  /** Also calls functions that nothing would stop. */
  callsAll: z.boolean().default(false),
})

/** Who may call what: the table, and its proof by real requests, one route at a time. */
export function accessRoutes(api: ConsoleApi): Hono {
  const app = new Hono()
  app.get('/', async (c) => c.json(await accessDocument(api)))
  app.post('/verify', async (c) => c.json(await verify(api, Verify.parse(await c.req.json()))))
  return app
}

async function accessDocument(api: ConsoleApi): Promise<AccessDocument> {
  return { rows: accessTable(await api.described('now')), canVerify: api.probeToken !== undefined }
}

/** @throws {UserError} `ERR_NO_ISSUER`, `ERR_ROUTE_UNKNOWN` */
async function verify(
  api: ConsoleApi,
  { routeKey, callsAll }: z.infer<typeof Verify>,
): Promise<VerifiedRoute> {
  const { probeToken, basePath } = api
  if (!probeToken)
    throw new UserError('ERR_NO_ISSUER', 'The issuer is not part of this run, so it cannot make the tokens.')
  const routes = await api.described('recently')
  const route = routes.find((each) => each.routeKey === routeKey)
  const [row] = route ? accessTable([route]) : []
  if (!route || !row) throw new UserError('ERR_ROUTE_UNKNOWN', `There is no route ${routeKey} any more.`)
  const sender = startSender(api, route)
  try {
    const taken = methodsBeside(route, routes)
    const options = { basePath: await basePath(), unused: randomUUID(), taken, callsAll }
    return await verifyRoute(route, row, { send: sender.send, token: probeToken }, options)
  } finally {
    sender.stop()
  }
}

/** The methods of the same path that have a route of their own. */
function methodsBeside({ routeKey }: DescribedRoute, routes: readonly DescribedRoute[]): Set<string> {
  const [, path] = routeKey.split(' ')
  const keys = routes.map((each) => each.routeKey.split(' '))
  return new Set(
    keys.flatMap(([method = '', other]) => (path !== undefined && other === path ? [method] : [])),
  )
}

interface Sender extends Pick<VerifyTools, 'send'> {
  stop(): void
}

/** Its requests stay out of the list of the console, which has room for fifty. */
function startSender({ apiUrl, history }: ConsoleApi, route: DescribedRoute): Sender {
  const userAgent = `serverless-claimcheck access check ${randomUUID()}`
  const records = new Map<string, RequestRecord>()
  const stop = history.divert((record) => {
    if (!record.rawHeaders.includes(userAgent)) return false
    records.set(record.requestId, record)
    return true
  })
  const send: Sender['send'] = async (request, token, isRefused) => {
    const { method, path, headers, body } = placeToken(request, route.guard, token)
    const call = { method, path, headers: Object.entries({ 'user-agent': userAgent, ...headers }), body }
    const response = await sendHarmless(apiUrl, call, isRefused && request.stoppedBy === 'size')
    const { status, headers: answered } = response
    const id = answered.find(([name]) => name === 'apigw-requestid')?.[1] ?? ''
    const handled = records.get(id)?.handled
    return {
      status,
      routeKey: handled?.route?.routeKey,
      isFunctionCalled: handled?.event !== undefined,
      code: codeOf(response.body),
    }
  }
  return { send, stop }
}

/** Of a body that is too long only the answer to a caller who is let through is certain to arrive: the gateway has read it then. */
async function sendHarmless(apiUrl: string, call: ApiRequest, isUnread: boolean): Promise<ApiResponse> {
  if (isUnread) return callApi(apiUrl, { ...call, holdBodyMs })
  return callApi(apiUrl, call).catch((error) => {
    if (error instanceof UserError && error.code === 'ERR_NO_ANSWER')
      return callApi(apiUrl, { ...call, holdBodyMs })
    throw error
  })
}

/** The gateway's own refusals come within a millisecond. */
const holdBodyMs = 2_000

function codeOf(body: Buffer): string | undefined {
  try {
    const { code } = (JSON.parse(body.toString()) ?? {}) as { readonly code?: unknown }
    return typeof code === 'string' ? code : undefined
  } catch {
    return undefined
  }
}

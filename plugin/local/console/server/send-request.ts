import { randomUUID } from 'node:crypto'
import { parseIdentitySource } from '../../../authorizer/identity-source.ts'
import type { LocalRoute } from '../../../service/service.ts'
import type { RequestRecord } from '../../gateway/exchange.ts'
import { readHeaders } from '../../gateway/request-headers.ts'
import { compileRoutes } from '../../gateway/routes.ts'
import { type ApiAnswer, type ApiRequest, callApi } from './call-api.ts'
import type { ConsoleServer } from './console-api.ts'

/**
 * Sends a request and finds what became of it: in the gateway's own record, or, for an API that keeps none, by deciding on the
 * token here.
 *
 * @throws {UserError} as `callApi`.
 */
export async function sendThrough(desk: ConsoleServer, request: ApiRequest): Promise<RequestRecord> {
  const atMs = desk.now()
  const answer = await callApi(desk.apiUrl, request)
  const requestId = answer.headers.find(([name]) => name === 'apigw-requestid')?.[1]
  const recorded = requestId === undefined ? undefined : desk.exchanges.find(requestId)
  if (recorded) return recorded
  const exchange = await retell(desk, request, { answer, requestId: requestId ?? randomUUID(), atMs })
  desk.exchanges.record(exchange)
  return exchange
}

interface Answered {
  readonly answer: ApiAnswer
  readonly requestId: string
  readonly atMs: number
}

async function retell(
  desk: ConsoleServer,
  request: ApiRequest,
  { answer, requestId, atMs }: Answered,
): Promise<RequestRecord> {
  const { method, path: target, headers, body } = request
  const [path = '', rawQuery = ''] = target.split('?')
  const match = compileRoutes(await desk.routes())(method, path)
  const rawHeaders = headers.flat()
  const explanation = match && (await explain(desk, match.route, { rawHeaders, rawQuery }))
  const handled = {
    answer,
    ...(match && { route: match.route }),
    ...(explanation?.answer && [401, 403].includes(answer.status) && { explanation }),
    body: Buffer.from(body ?? ''),
  }
  return { requestId, atMs, tookMs: answer.tookMs, method, target, rawHeaders, handled }
}

async function explain(
  { explain: ask }: ConsoleServer,
  route: LocalRoute,
  { rawHeaders, rawQuery }: { readonly rawHeaders: readonly string[]; readonly rawQuery: string },
) {
  if (!ask || !route.authorizer) return undefined
  const found = parseIdentitySource(route.authorizer.identitySource)(readHeaders(rawHeaders), rawQuery)
  // What was found lacks one `Bearer `: another one in it is a mistake to be told of.
  return ask(typeof found === 'string' ? `Bearer ${found}` : undefined, route)
}

import { randomUUID } from 'node:crypto'
import { parseIdentitySource } from '../../../../authorizer/identity-source.ts'
import { readHeaders } from '../../../../events/request-headers.ts'
import { explainDeployedAnswer } from '../../../explain/answers/explain-deployed-answer.ts'
import type { LocalRoute } from '../../../service/service.ts'
import type { RequestRecord } from '../../gateway/handle-request.ts'
import { compileRoutes } from '../../gateway/routes.ts'
import { type ApiRequest, type ApiResponse, callApi } from './call-api.ts'
import type { ConsoleApi } from './console-api.ts'

/**
 * Sends a request and finds out what became of it: from the gateway's own record or, for an API that keeps none, by checking the
 * token here.
 *
 * @throws {UserError} as `callApi`.
 */
export async function sendRequest(api: ConsoleApi, request: ApiRequest): Promise<RequestRecord> {
  const atMs = api.now()
  const response = await callApi(api.apiUrl, request)
  const requestId = response.headers.find(([name]) => name === 'apigw-requestid')?.[1]
  const recorded = requestId === undefined ? undefined : api.history.find(requestId)
  if (recorded) return recorded
  const record = await toRecord(api, request, { response, requestId: requestId ?? randomUUID(), atMs })
  api.history.add(record)
  return record
}

interface Received {
  readonly response: ApiResponse
  readonly requestId: string
  readonly atMs: number
}

async function toRecord(
  api: ConsoleApi,
  request: ApiRequest,
  { response, requestId, atMs }: Received,
): Promise<RequestRecord> {
  const { method, path: target, headers, body } = request
  const [path = '', rawQuery = ''] = target.split('?')
  const routes = await api.routes()
  const matchRoute = compileRoutes(routes)
  const match = matchRoute(method, path)
  const rawHeaders = headers.flat()
  const explanation = match && (await explain(api, match.route, { rawHeaders, rawQuery }))
  const unrouted = { method, path, routeKeys: routes.map(({ routeKey }) => routeKey), base: '', stages }
  const problem = explainDeployedAnswer(response.status, messageOf(response), {
    ...unrouted,
    matches: (...asked) => matchRoute(...asked)?.route.routeKey,
  })
  const handled = {
    response,
    ...(match && { route: match.route }),
    ...(explanation?.answer && [401, 403].includes(response.status)
      ? { explanation }
      : problem && { problem, note: problem.reason }),
    body: Buffer.from(body ?? ''),
  }
  return { requestId, atMs, tookMs: response.tookMs, method, target, rawHeaders, handled }
}

/** Names that stages usually have. */
const stages = ['dev', 'test', 'staging', 'stage', 'prod']

/** API Gateway's own answers are an object with a message and nothing else. */
function messageOf({ body }: ApiResponse): string {
  return /^\{"message":"([^"]*)"\}$/.exec(body.toString('latin1'))?.[1] ?? ''
}

async function explain(
  { explain: explainToken }: ConsoleApi,
  route: LocalRoute,
  { rawHeaders, rawQuery }: { readonly rawHeaders: readonly string[]; readonly rawQuery: string },
) {
  if (!explainToken || route.authorizer?.kind !== 'jwt') return undefined
  const found = parseIdentitySource(route.authorizer.identitySource)(readHeaders(rawHeaders), rawQuery)
  // What was found lacks one `Bearer `: another one in it is a mistake to explain.
  return explainToken(typeof found === 'string' ? `Bearer ${found}` : undefined, route)
}

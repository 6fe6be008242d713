import type { VerifiedRoute } from '../../../access/verify/verified-route.ts'
import type {
  AccessDocument,
  BrokenTokenGroupDocument,
  CallDocument,
  CustomTokenDocument,
  ExplainedToken,
  ExplainQuestion,
  RequestDetails,
  RequestSummary,
  RouteDocument,
} from '../api-types.ts'
import type { FunctionsDocument, InvocationDocument } from '../function-api-types.ts'
import type { ItemDocument, RowsDocument, RowsQuestionDocument, TableDocument } from '../table-api-types.ts'

/** What the page requests from its own server. Each rejects with the server's message where it refuses. */
export const server = {
  routes: () => get<readonly RouteDocument[]>('/routes'),
  /** JSON Schemas by route key. */
  schemas: () => get<Readonly<Record<string, object>>>('/schemas'),
  brokenTokens: () => get<readonly BrokenTokenGroupDocument[]>('/broken-tokens'),
  /** Email addresses. */
  users: () => get<readonly string[]>('/users'),
  request: (id: string) => get<RequestDetails>(`/requests/${encodeURIComponent(id)}`),
  /** As the function read it; null where it reads none. */
  principal: (id: string) => get<{ principal: unknown }>(`/requests/${encodeURIComponent(id)}/principal`),
  call: (call: CallDocument, signal: AbortSignal) => send<RequestDetails>('POST', '/call', call, signal),
  replay: (id: string, as: string | undefined, signal: AbortSignal) =>
    send<RequestDetails>('POST', `/requests/${encodeURIComponent(id)}/replay`, { as }, signal),
  makeBrokenToken: (id: string, token: string, routeKey: string) =>
    send<{ value: string | null }>('POST', '/broken-token', { id, token, routeKey }),
  makeCustomToken: (custom: CustomTokenDocument) => send<{ value: string }>('POST', '/custom-token', custom),
  explain: (question: ExplainQuestion, signal: AbortSignal) =>
    send<ExplainedToken>('POST', '/explain', question, signal),
  access: () => get<AccessDocument>('/access'),
  verifyAccess: (routeKey: string, callsAll: boolean, signal: AbortSignal) =>
    send<VerifiedRoute>('POST', '/access/verify', { routeKey, callsAll }, signal),
  /** OpenAPI. */
  document: () => read<object>(fetch('/openapi.json')),
  functions: () => get<FunctionsDocument>('/functions'),
  /** @param event JSON */
  invoke: (name: string, event: string, signal: AbortSignal) =>
    send<InvocationDocument>('POST', '/invoke', { name, event }, signal),
  tables: () => get<readonly TableDocument[]>('/tables'),
  rows: (question: RowsQuestionDocument, signal: AbortSignal) =>
    send<RowsDocument>('POST', '/tables/rows', question, signal),
  /** Null for a row that is gone. */
  readRow: (table: string, key: ItemDocument) =>
    send<{ item: ItemDocument | null }>('POST', '/tables/read', { table, key }),
  addRow: (table: string, item: ItemDocument) => send<undefined>('POST', '/tables/add', { table, item }),
  changeRow: (table: string, before: ItemDocument, item: ItemDocument) =>
    send<undefined>('POST', '/tables/change', { table, before, item }),
  /** Gives what was deleted. */
  deleteRow: (table: string, key: ItemDocument) =>
    send<{ item: ItemDocument | null }>('POST', '/tables/delete', { table, key }),
  clear: () => send<undefined>('DELETE', '/requests', {}),
}

/** Calls back with the whole list, now and after each change, until the returned function is called. */
export function watchRequests(show: (summaries: readonly RequestSummary[]) => void): () => void {
  const source = new EventSource('/_console/requests')
  source.onmessage = ({ data }: MessageEvent<string>) => show(JSON.parse(data) as RequestSummary[])
  return () => source.close()
}

function get<T>(path: string): Promise<T> {
  return read(fetch(`/_console${path}`))
}

function send<T>(method: string, path: string, body: object, signal?: AbortSignal): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  const init = { method, headers, body: JSON.stringify(body), ...(signal && { signal }) }
  return read(fetch(`/_console${path}`, init))
}

/** A refusal of what was typed comes as a 200 with a message, because browsers log any other response as an error of the page. */
async function read<T>(pending: Promise<Response>): Promise<T> {
  const response = await pending.catch((error: Error) => {
    if (error.name === 'AbortError') throw error
    throw new Error('The server of this page does not respond. Is its command still running?')
  })
  if (response.status === 204) return undefined as T
  const answer: unknown = await response.json()
  const { problem, message } = (answer ?? {}) as { problem?: string; message?: string }
  if (problem !== undefined) throw new Error(problem)
  if (!response.ok) throw new Error(message ?? `The server of this page answered ${response.status}.`)
  return answer as T
}

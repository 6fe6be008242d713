import type {
  BrokenTokenGroupDocument,
  CallDocument,
  RequestDetails,
  RequestSummary,
  RouteDocument,
} from '../api-types.ts'

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
  call: (call: CallDocument) => send<RequestDetails>('POST', '/call', call),
  replay: (id: string, as: string | undefined) =>
    send<RequestDetails>('POST', `/requests/${encodeURIComponent(id)}/replay`, { as }),
  makeBrokenToken: (id: string, token: string, routeKey: string) =>
    send<{ value: string | null }>('POST', '/broken-token', { id, token, routeKey }),
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

function send<T>(method: string, path: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  return read(fetch(`/_console${path}`, { method, headers, body: JSON.stringify(body) }))
}

/** A refusal of what was typed comes as a 200 with a message, because browsers log any other response as an error of the page. */
async function read<T>(pending: Promise<Response>): Promise<T> {
  const response = await pending.catch(() => {
    throw new Error('The server of this page does not respond. Is its command still running?')
  })
  if (response.status === 204) return undefined as T
  const answer: unknown = await response.json()
  const { problem, message } = (answer ?? {}) as { problem?: string; message?: string }
  if (problem !== undefined) throw new Error(problem)
  if (!response.ok) throw new Error(message ?? `The server of this page answered ${response.status}.`)
  return answer as T
}

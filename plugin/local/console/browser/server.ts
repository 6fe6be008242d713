import type {
  BrokenTokenGroup,
  CallDocument,
  RequestDetails,
  RequestSummary,
  RouteDocument,
} from '../api-types.ts'

/** What the page asks its own server. Each rejects with the server's words where it refuses. */
export const server = {
  routes: () => get<readonly RouteDocument[]>('/routes'),
  /** JSON Schemas by route key. */
  schemas: () => get<Readonly<Record<string, object>>>('/schemas'),
  recipes: () => get<readonly BrokenTokenGroup[]>('/recipes'),
  people: () => get<readonly string[]>('/people'),
  exchange: (id: string) => get<RequestDetails>(`/requests/${encodeURIComponent(id)}`),
  /** As the function read it; null where it reads none. */
  principal: (id: string) => get<{ principal: unknown }>(`/requests/${encodeURIComponent(id)}/principal`),
  call: (call: CallDocument) => send<RequestDetails>('POST', '/call', call),
  replay: (id: string, as: string | undefined) =>
    send<RequestDetails>('POST', `/requests/${encodeURIComponent(id)}/replay`, { as }),
  makeBrokenToken: (recipe: string, token: string, routeKey: string) =>
    send<{ value: string | null }>('POST', '/broken-token', { recipe, token, routeKey }),
  forget: () => send<undefined>('DELETE', '/requests', {}),
}

/** Calls back with the whole list, now and after each change, until the returned function is called. */
export function watchRequests(show: (lines: readonly RequestSummary[]) => void): () => void {
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

/** What the page's server refuses comes as a 200 with a message, since browsers call other answers an error of the page. */
async function read<T>(asked: Promise<Response>): Promise<T> {
  const response = await asked.catch(() => {
    throw new Error('The server of this page does not answer. Does its command still run?')
  })
  if (response.status === 204) return undefined as T
  const answer: unknown = await response.json()
  const problem = (answer as { problem?: string } | null)?.problem
  if (problem !== undefined) throw new Error(problem)
  return answer as T
}

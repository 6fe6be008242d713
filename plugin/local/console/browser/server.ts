import type {
  CallDocument,
  ExchangeDocument,
  ExchangeLine,
  RecipeGroupDocument,
  RouteDocument,
} from '../api-types.ts'

/** What the page asks its own server. Each rejects with the server's words where it refuses. */
export const server = {
  routes: () => get<readonly RouteDocument[]>('/routes'),
  /** JSON Schemas by route key. */
  schemas: () => get<Readonly<Record<string, object>>>('/schemas'),
  recipes: () => get<readonly RecipeGroupDocument[]>('/recipes'),
  people: () => get<readonly string[]>('/people'),
  exchange: (id: string) => get<ExchangeDocument>(`/requests/${encodeURIComponent(id)}`),
  /** As the function read it; null where it reads none. */
  principal: (id: string) => get<{ principal: unknown }>(`/requests/${encodeURIComponent(id)}/principal`),
  call: (call: CallDocument) => send<ExchangeDocument>('POST', '/call', call),
  replay: (id: string, as: string | undefined) =>
    send<ExchangeDocument>('POST', `/requests/${encodeURIComponent(id)}/replay`, { as }),
  breakToken: (recipe: string, token: string, routeKey: string) =>
    send<{ value: string | null }>('POST', '/broken-token', { recipe, token, routeKey }),
  forget: () => send<undefined>('DELETE', '/requests', {}),
}

/** Calls back with the whole list, now and after each change, until the returned function is called. */
export function watchRequests(show: (lines: readonly ExchangeLine[]) => void): () => void {
  const source = new EventSource('/_console/requests')
  source.onmessage = ({ data }: MessageEvent<string>) => show(JSON.parse(data) as ExchangeLine[])
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

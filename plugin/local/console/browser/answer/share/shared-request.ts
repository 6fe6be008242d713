import type { RequestDetails } from '../../../api-types.ts'

/** What a request is made of again. */
export type Sent = Pick<RequestDetails, 'method' | 'target' | 'requestHeaders' | 'requestBody'>

/** In place of a token. */
export const token = Symbol('token')

type Piece = string | typeof token

/** Text, and where tokens stand in it. */
export type Pieces = readonly Piece[]

export interface SharedRequest {
  readonly method: string
  readonly url: Pieces
  /** Without those that every client writes itself. */
  readonly headers: readonly (readonly [name: string, value: Pieces])[]
  /** Empty for none. */
  readonly body: string
}

/** Clients write them themselves. */
const ownOfClients = new Set(['host', 'connection', 'content-length', 'user-agent', 'accept-encoding'])

/** A request as it is to be shown to others. Its tokens are left open, wherever they stand, unless `withToken`. */
export function toShared(apiUrl: string, sent: Sent, withToken: boolean): SharedRequest {
  const { method, target, requestHeaders, requestBody } = sent
  const cut = withToken ? (text: string): Pieces => [text] : cutTokens
  return {
    method,
    url: cut(`${apiUrl}${target}`),
    headers: requestHeaders
      .filter(([name, value]) => !ownOfClients.has(name) && !(name === 'accept' && value === '*/*'))
      .map(([name, value]) => [
        name,
        name === 'authorization' && !withToken ? ['Bearer ', token] : cut(value),
      ]),
    body: 'text' in requestBody ? requestBody.text : '',
  }
}

/** A JWT, signed or encrypted. */
const jwt = /\beyJ[\w-]*(?:\.[\w-]*){2,4}/g

function cutTokens(text: string): Pieces {
  const parts: Pieces = text.split(jwt).flatMap((part, at) => (at === 0 ? [part] : [token as Piece, part]))
  return parts.filter((part) => part !== '')
}

/** The same text without its tokens. */
export function hideTokens(text: string): string {
  return text.replaceAll(jwt, '$$TOKEN')
}

/** One text, with `written` for each token. */
export function join(pieces: Pieces, written: string): string {
  return pieces.map((piece) => (piece === token ? written : String(piece))).join('')
}

/** Whether it needs a token to be sent. */
export function hasToken({ url, headers }: SharedRequest): boolean {
  return [url, ...headers.map(([, value]) => value)].some((pieces) => pieces.includes(token))
}

/** Whether it has a signature of AWS's, which is valid for some minutes and for this request only. */
export function isSigned({ requestHeaders }: Pick<Sent, 'requestHeaders'>): boolean {
  return requestHeaders.some(([name, value]) => name === 'authorization' && value.startsWith('AWS4-'))
}

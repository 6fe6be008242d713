import { decodeToken } from '../../../../authorizer/decode-token.ts'
import type { TokenUse } from '../../../../providers/index.ts'
import { readTokenUse } from '../../../explain/token-use.ts'
import type { RequestRecord } from '../../gateway/handle-request.ts'
import { type ApiRequest, pairs } from './call-api.ts'

/** They belong to one sending; HTTP writes them again each time. */
const ownToOneSending = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'expect',
])

/** A recorded request, to be sent again as it was. */
export function requestOf({ method, target, rawHeaders, handled }: RequestRecord): ApiRequest {
  const headers = pairs(rawHeaders).filter(([name]) => !ownToOneSending.has(name))
  const { body } = handled
  return { method, path: target, headers, body: body && body.length > 0 ? body : undefined }
}

/** The same with another token in the `authorization` header. */
export function withToken(request: ApiRequest, token: string): ApiRequest {
  const others = request.headers.filter(([name]) => name !== 'authorization')
  return { ...request, headers: [...others, ['authorization', `Bearer ${token}`]] }
}

/** The use of a request's token; `access` where it does not say. */
export function useOfToken({ headers }: ApiRequest): TokenUse {
  const value = headers.find(([name]) => name === 'authorization')?.[1] ?? ''
  const decoded = decodeToken(value.replace(/^Bearer /, ''))
  return (decoded.kind === 'decoded' && readTokenUse(decoded)) || 'access'
}

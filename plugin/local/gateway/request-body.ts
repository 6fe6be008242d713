import type { IncomingMessage } from 'node:http'

/** API Gateway's payload limit, bytes. Source: AWS http-api-quotas. */
export const maxPayloadBytes = 10 * 1024 * 1024

/**
 * Reads a whole body.
 *
 * @returns undefined once it is longer than `maxPayloadBytes`; the rest is discarded.
 * @throws {Error} when the client goes away before the end.
 */
export function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (!hasBody(request)) return Promise.resolve(nothing)
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined>()
  const chunks: Buffer[] = []
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= maxPayloadBytes) chunks.push(chunk)
    else {
      chunks.length = 0
      resolve(undefined)
    }
  })
  request.on('end', () => resolve(Buffer.concat(chunks)))
  request.on('error', reject)
  return promise
}

const nothing = Buffer.alloc(0)

/** RFC 9112 section 6.3: without either header there is none. */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined
}

const textTypes = new Set([
  'application/graphql',
  'application/javascript',
  'application/json',
  'application/xml',
])

/**
 * Whether the event carries a body of this content type as text rather than as base64.
 *
 * A missing type, forms and everything unknown are base64. `charset=utf-8` changes nothing and another charset makes
 * base64 of it: captures disagree on that, see the reference's section 4.2.
 */
export function isTextBody(contentType: string | undefined): boolean {
  const [type = '', ...parameters] = (contentType ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  if (!type.startsWith('text/') && !textTypes.has(type)) return false
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))
  return charset === undefined || /^charset="?utf-8"?$/.test(charset)
}

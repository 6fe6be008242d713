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

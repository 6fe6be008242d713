import type { IncomingMessage } from 'node:http'

export interface CollectedBody {
  readonly bytes: Buffer
  /** More than `maxBytes` came; `bytes` holds the first of it. */
  readonly isTooLong: boolean
}

/** Reads a request's body, declared length or chunked; the part above the limit is read and dropped. Rejects when the client hangs up. */
export async function collectBody(request: IncomingMessage, maxBytes: number): Promise<CollectedBody> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (length <= maxBytes) chunks.push(chunk)
    length += chunk.length
  }
  return { bytes: Buffer.concat(chunks), isTooLong: length > maxBytes }
}

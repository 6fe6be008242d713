import type { ServerResponse } from 'node:http'
import type { Answer } from './gateway-response.ts'

/** Writes an answer with the headers that every answer of the gateway has. */
export function writeAnswer(
  response: ServerResponse,
  { status, headers, body }: Answer,
  requestId: string,
): void {
  const lines = headers.flat()
  lines.push('apigw-requestid', requestId)
  if (status !== 204 && status !== 304) lines.push('content-length', String(Buffer.byteLength(body)))
  response.writeHead(status, lines)
  response.end(body)
}

import type { ServerResponse } from 'node:http'
import type { GatewayResponse } from '../../../events/gateway-response.ts'

/** Writes a response with the headers that every response of the gateway has. */
export function writeResponse(
  to: ServerResponse,
  { status, headers, body }: GatewayResponse,
  requestId: string,
): void {
  const lines = headers.flat()
  lines.push('apigw-requestid', requestId)
  if (status !== 204 && status !== 304) lines.push('content-length', String(Buffer.byteLength(body)))
  to.writeHead(status, lines)
  to.end(body)
}

import type { Duplex } from 'node:stream'
import { gatewayError } from './errors.ts'
import { newRequestId } from './request-ids.ts'

const statusLines = {
  400: '400 Bad Request',
  408: '408 Request Timeout',
  431: '431 Request Header Fields Too Large',
} as const

/** Answers what is no HTTP request, came too slowly, or never stops sending headers; then hangs up. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const status = statusFor(error.code)
  const { body } = gatewayError(status)
  const head = [
    `HTTP/1.1 ${statusLines[status]}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    `apigw-requestid: ${newRequestId()}`,
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function statusFor(code: string | undefined): keyof typeof statusLines {
  if (code === 'HPE_HEADER_OVERFLOW') return 431
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
}

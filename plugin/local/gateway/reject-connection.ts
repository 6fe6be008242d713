import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { gatewayError } from '../../../events/gateway-response.ts'
import { newRequestId } from '../../../events/request-ids.ts'

/** Responds to what is not an HTTP request, comes too slowly, or never stops sending headers; then hangs up. */
export function rejectConnection(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const status = statusFor(error.code)
  const { body } = gatewayError(status)
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    `apigw-requestid: ${newRequestId()}`,
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function statusFor(code: string | undefined): 400 | 408 | 431 {
  if (code === 'HPE_HEADER_OVERFLOW') return 431
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
}

import { STATUS_CODES } from 'node:http'

/** Header lines in the order in which they are sent; a name may come twice (`set-cookie`). Names are lower case. */
export type HeaderLines = readonly (readonly [name: string, value: string])[]

/** A whole HTTP response, before it is written to a socket. */
export interface GatewayResponse {
  readonly status: number
  readonly headers: HeaderLines
  readonly body: string | Buffer
}

/** The statuses that the gateway itself responds with. 400, 408 and 431 are inferred: no capture of them exists. */
export type GatewayStatus = 400 | 401 | 403 | 404 | 408 | 413 | 431 | 500 | 503

/** API Gateway has the older name of 413. */
const messages: Readonly<Record<number, string | undefined>> = {
  ...STATUS_CODES,
  413: 'Request Entity Too Large',
}

/** A response that the gateway makes on its own: `{"message":"Unauthorized"}`, as API Gateway writes it. */
export function gatewayError(status: GatewayStatus, headers: HeaderLines = []): GatewayResponse {
  return jsonMessage(status, messages[status], headers)
}

/** Not an answer of API Gateway's: only here can a part of a service be one that does not run. */
export function notServedResponse(message: string): GatewayResponse {
  return jsonMessage(501, message)
}

function jsonMessage(
  status: number,
  message: string | undefined,
  headers: HeaderLines = [],
): GatewayResponse {
  return {
    status,
    headers: [['content-type', 'application/json'], ...headers],
    body: JSON.stringify({ message }),
  }
}

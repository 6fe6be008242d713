import type { Answer, HeaderLines } from './gateway-response.ts'

const messages = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  408: 'Request Timeout',
  413: 'Request Entity Too Large',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const

/** The statuses that the gateway itself answers with. 400, 408 and 431 are inferred: no capture of them exists. */
export type GatewayStatus = keyof typeof messages

/** An answer that the gateway makes by itself: `{"message":"Unauthorized"}`, as API Gateway writes it. */
export function gatewayError(status: GatewayStatus, headers: HeaderLines = []): Answer {
  return {
    status,
    headers: [['content-type', 'application/json'], ...headers],
    body: JSON.stringify({ message: messages[status] }),
  }
}

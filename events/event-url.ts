import { makeEvent } from './event.ts'
import type { EventRequest } from './event-request.ts'

/**
 * The event of a Lambda function URL with `AuthType: NONE`: like payload format 2.0, with one route for all, the cookies in a header
 * too, and nobody's claims. Source: AWS Lambda urls-invocation, and captures.
 */
export function makeUrlEvent(source: EventRequest) {
  const { headers, target } = source
  const event = makeEvent({
    ...source,
    ...{ routeKey: '$default', variables: new Map(), apiStage: { name: '$default', variables: {} } },
    authorized: undefined,
  })
  const cookie = headers.lines.filter(([name]) => name === 'cookie').map(([, value]) => value)
  return {
    ...event,
    rawPath: target.encodedPath,
    headers: {
      ...(cookie.length > 0 && { cookie: cookie.join('; ') }),
      ...event.headers,
      'x-amzn-tls-cipher-suite': 'TLS_AES_128_GCM_SHA256',
      'x-amzn-tls-version': 'TLSv1.3',
    },
    requestContext: { ...event.requestContext, accountId: 'anonymous' },
  }
}

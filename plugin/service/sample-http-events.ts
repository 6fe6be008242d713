import { makeEvent } from '../../events/event.ts'
import type { EventRequest } from '../../events/event-request.ts'
import { makeRestEvent } from '../../events/event-rest.ts'
import { makeUrlEvent } from '../../events/event-url.ts'
import { readHeaders } from '../../events/request-headers.ts'
import { parseRequestTarget, type RequestTarget } from '../../events/request-target.ts'

/** `GET /` on an open route, as the gateway itself would write it. */
const request: EventRequest = {
  requestId: 'JKJaXmPLvHcEJVg=',
  traceId: 'Root=1-6955b900-59f36b4873a34ab83d266197',
  nowMs: Date.UTC(2026, 0, 1),
  method: 'GET',
  target: parseRequestTarget('/') as RequestTarget,
  headers: readHeaders(['host', 'example.com', 'user-agent', 'sample']),
  body: Buffer.alloc(0),
  sourceIp: '127.0.0.1',
  routeKey: 'GET /',
  variables: new Map(),
  apiStage: { name: '$default', variables: {} },
}

/** By the event's name in serverless.yml; `url` is a function URL. */
export const httpSamples = {
  httpApi: () => makeEvent({ ...request, authorized: undefined }),
  http: () => makeRestEvent({ ...request, apiStage: { name: 'dev', variables: {} } }, undefined),
  url: () => makeUrlEvent(request),
} as const

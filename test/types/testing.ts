// Compiled by `tsc`, never run: handlers of every kind, as their authors type them, called from a test.
import middy from '@middy/core'
import type {
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyHandler,
  APIGatewayProxyHandlerV2,
  Context,
} from 'aws-lambda'
import { createHandler, type HttpEvent, ok } from '../../src/index.ts'
import { call, type TestHandler } from '../../src/testing/index.ts'
import { assertType, type Equals } from './equals.ts'

const ofFormat2: APIGatewayProxyHandlerV2 = async (event) => ({ body: event.rawPath })
const ofFormat1: APIGatewayProxyHandler = async (event) => ({ statusCode: 200, body: event.path })
const withClaims = async (event: APIGatewayProxyEventV2WithJWTAuthorizer) =>
  event.requestContext.authorizer.jwt.claims

await call(createHandler({ run: async () => ok({}) }), 'GET /')
await call(middy(withClaims), 'GET /')
await call(withClaims, 'GET /')
await call(ofFormat2, 'GET /')
await call(ofFormat1, 'GET /', { format: '1.0' })
await call(() => 'text', 'GET /')

const any: readonly TestHandler[] = [ofFormat2, ofFormat1, withClaims, middy(withClaims)]
for (const handler of any) await call(handler, 'GET /')

await call(async (event, context) => {
  assertType<Equals<typeof event, HttpEvent>>()
  assertType<Equals<typeof context, Context>>()
  return ok({})
}, 'GET /')

// @ts-expect-error Lambda calls functions
await call({ handler: ofFormat2 }, 'GET /')

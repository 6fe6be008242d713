import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'

/** The event that an HTTP API passes to the function, payload format 2.0.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export type HttpEvent = APIGatewayProxyEventV2

/**
 * The id that names this request everywhere: in the gateway's access log, in its `apigw-requestid` header,
 * in the problem sent and in every log line. Outside a gateway it is the invocation's own id.
 */
export function requestIdOf(event: unknown, context: unknown): string | undefined {
  const fromGateway = (event as Partial<HttpEvent> | undefined)?.requestContext?.requestId
  const fromLambda = (context as Partial<Context> | undefined)?.awsRequestId
  return [fromGateway, fromLambda].find((id) => typeof id === 'string')
}

/** `GET /profile`; undefined if the event is not an HTTP API's. */
export function routeKeyOf(event: unknown): string | undefined {
  const routeKey = (event as Partial<HttpEvent> | undefined)?.routeKey
  return typeof routeKey === 'string' ? routeKey : undefined
}

/** Finds a header by its lower-case name, as HTTP APIs send it, and in any case that a test or a tool may have used. */
export function headerOf(event: unknown, name: string): string | undefined {
  const headers = (event as Partial<HttpEvent> | undefined)?.headers ?? {}
  const found = Object.hasOwn(headers, name)
    ? name
    : Object.keys(headers).find((key) => key.toLowerCase() === name)
  const value = found === undefined ? undefined : headers[found]
  return typeof value === 'string' ? value : undefined
}

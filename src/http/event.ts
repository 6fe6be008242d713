import type { APIGatewayProxyEvent, APIGatewayProxyEventV2, Context } from 'aws-lambda'

/**
 * What a handler is called with: the event of payload format 2.0, which HTTP APIs send by default, or of format 1.0, which
 * they can be set to and REST APIs always send. After `event.version === '2.0'` it is the former to the compiler too; what only
 * one of them has may be read from either, such as `event.rawPath ?? event.path`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export type HttpEvent = HttpEventV2 | HttpEventV1

/** Payload format 2.0. */
export type HttpEventV2 = APIGatewayProxyEventV2 &
  Without<keyof APIGatewayProxyEvent, keyof APIGatewayProxyEventV2>

/** Payload format 1.0. Header names come in the case that the client or the gateway gave them. */
export type HttpEventV1 = Omit<APIGatewayProxyEvent, 'requestContext'> &
  Without<keyof APIGatewayProxyEventV2, keyof APIGatewayProxyEvent | 'version'> & {
    /** A REST API leaves it out. */
    readonly version?: '1.0'
    readonly requestContext: APIGatewayProxyEvent['requestContext'] & { readonly http?: undefined }
  }

type Without<Names extends PropertyKey, Own> = { readonly [Name in Exclude<Names, Own>]?: undefined }

/** Whether the event is of payload format 1.0: only there `httpMethod` is at the top. */
export function isFormat1(event: unknown): event is HttpEventV1 {
  return typeof (event as Partial<HttpEventV1> | undefined)?.httpMethod === 'string'
}

/**
 * The id that names this request everywhere: in the gateway's access log, in its `apigw-requestid` header,
 * in the problem sent and in every log line. Outside a gateway it is the invocation's own id.
 */
export function requestIdOf(event: unknown, context: unknown): string | undefined {
  const fromGateway = (event as Partial<HttpEvent> | undefined)?.requestContext?.requestId
  const fromLambda = (context as Partial<Context> | undefined)?.awsRequestId
  return [fromGateway, fromLambda].find((id) => typeof id === 'string')
}

/** `GET`; undefined if the event is not an API's. */
export function methodOf(event: unknown): string | undefined {
  const { httpMethod, requestContext } = (event ?? {}) as Partial<HttpEvent>
  return httpMethod ?? requestContext?.http?.method
}

/** `GET /profile/{id}`, or `$default`; undefined if the event is not an API's. */
export function routeKeyOf(event: unknown): string | undefined {
  if (isFormat1(event))
    return event.resource === '$default' ? '$default' : `${event.httpMethod} ${event.resource}`
  const routeKey = (event as Partial<HttpEvent> | undefined)?.routeKey
  return typeof routeKey === 'string' ? routeKey : undefined
}

/**
 * A header's value by its lower-case name, in whatever case the event has it. Several are joined by commas, as format 2.0
 * joins them (RFC 9110 section 5.2): format 1.0 has all of them only in `multiValueHeaders`, and the last one in `headers`.
 */
export function headerOf(event: unknown, name: string): string | undefined {
  const { headers, multiValueHeaders } = (event ?? {}) as Partial<HttpEventV1>
  const plain = headers?.[name]
  if (!multiValueHeaders && typeof plain === 'string') return plain
  const values = valuesOf(multiValueHeaders, name)
  const found = values.length > 0 ? values : valuesOf(headers, name)
  return found.length > 0 ? found.join(',') : undefined
}

function valuesOf(headers: Readonly<Record<string, unknown>> | null | undefined, name: string): string[] {
  const found: string[] = []
  for (const key of Object.keys(headers ?? {})) {
    // The length first: most requests lack most headers that are asked for.
    if (key.length !== name.length || key.toLowerCase() !== name) continue
    const values = [headers?.[key]].flat()
    found.push(...values.filter((value) => typeof value === 'string'))
  }
  return found
}

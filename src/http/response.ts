/**
 * What a function returns to an HTTP API, payload format 2.0. `createHandler` writes it as format 1.0 wants it where the event
 * came in that format.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export interface HttpResponse {
  readonly statusCode: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly isBase64Encoded?: boolean
  /** Each is sent as a `set-cookie` header. */
  readonly cookies?: readonly string[]
}

/** A response whose status and body the compiler knows, as `json()` and the other functions make it. */
export interface JsonResponse<Status extends number, Body> extends HttpResponse {
  readonly statusCode: Status
  /** Only for the compiler: there is no such member. */
  readonly [bodyType]?: Body
}

declare const bodyType: unique symbol

/**
 * The response as payload format 1.0 has it: there `cookies` means nothing, and a REST API answers 502 to a member that it does
 * not know, so each cookie is a `set-cookie` in `multiValueHeaders`.
 */
export function inFormat1({ cookies, ...response }: HttpResponse): HttpResponse {
  return cookies ? Object.assign(response, { multiValueHeaders: { 'set-cookie': cookies } }) : response
}

/** Header values by lower-case name. */
export type ResponseHeaders = Readonly<Record<string, string>>

/** 200 with `body` as JSON. `undefined` is sent as `null`. */
export function ok<const Body>(body: Body, headers?: ResponseHeaders): JsonResponse<200, Body> {
  return json(200, body, headers)
}

/**
 * 201 with `body` as JSON.
 *
 * @param location Where the new resource is, an absolute path or URL: the `location` header.
 */
export function created<const Body>(
  location: string,
  body: Body,
  headers?: ResponseHeaders,
): JsonResponse<201, Body> {
  return json(201, body, { location, ...headers })
}

/** 204, without a body. */
export function noContent(headers?: ResponseHeaders): JsonResponse<204, undefined> {
  return { statusCode: 204, headers: { ...headers } }
}

/** Any status with `body` as JSON: `json(202, { id })`. `undefined` is sent as `null`. */
export function json<Status extends number, const Body>(
  statusCode: Status,
  body: Body,
  headers: ResponseHeaders = {},
): JsonResponse<Status, Body> {
  // Plain objects: the first use of the global Response costs a cold function 27 ms on Node 24.
  return {
    statusCode,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body) ?? 'null',
  }
}

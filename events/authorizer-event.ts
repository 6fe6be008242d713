import { makeEvent } from './event.ts'
import { makeEventInFormat1 } from './event-format-1.ts'
import { type EventRequest, localAccountId } from './event-request.ts'

/** What the event of a Lambda authorizer has besides the request. */
export interface AuthorizerEventParts {
  readonly routeArn: string
  /** Of the identity sources, in their order. */
  readonly values: readonly string[]
}

/**
 * The event of a Lambda authorizer in payload format 2.0: that of the function behind the route, without a body and an authorizer.
 * `identitySource` without any source is null, which is inferred. Source: AWS http-api-lambda-authorizer, and captures.
 */
export function makeAuthorizerEvent(
  request: EventRequest,
  { routeArn, values }: AuthorizerEventParts,
): object {
  const { version, body, isBase64Encoded, ...rest } = makeEvent({ ...request, authorized: undefined })
  return { version, type: 'REQUEST', routeArn, identitySource: values.length > 0 ? values : null, ...rest }
}

/**
 * The same in payload format 1.0. No capture of one exists: the members are those of AWS's sample, their form that of the function's
 * event in this format.
 */
export function makeAuthorizerEventInFormat1(
  request: EventRequest,
  { routeArn, values }: AuthorizerEventParts,
): object {
  const event = makeEventInFormat1({ ...request, authorized: undefined })
  const { version, body, isBase64Encoded, multiValueHeaders, multiValueQueryStringParameters, ...rest } =
    event
  const identitySource = values.length > 0 ? values.join(',') : null
  return {
    version,
    type: 'REQUEST',
    methodArn: routeArn,
    identitySource,
    authorizationToken: identitySource,
    ...rest,
    pathParameters: event.pathParameters ?? {},
  }
}

/**
 * The ARN of a call, which policies name: the path as it was called, without the stage in front. That it is the path and not the route's
 * template, and decoded, is inferred.
 */
export function routeArnOf({ apiStage, method, target }: EventRequest, region: string): string {
  const { name } = apiStage
  const prefix = name === '$default' ? '/' : `/${name}/`
  const path = target.path.startsWith(prefix) ? target.path.slice(prefix.length) : ''
  return `arn:aws:execute-api:${region}:${localAccountId}:local/${name}/${method}/${path}`
}

import { domainOf, formatTime } from '../../../events/event.ts'
import { type EventRequest, localAccountId } from '../../../events/event-request.ts'

/**
 * The variables of `$context` that are known before authorization, by name. Which of them AWS fills by then is not known.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
export function contextVariables(request: EventRequest): ReadonlyMap<string, string> {
  const { apiStage, headers, method, nowMs, requestId, routeKey, sourceIp, target } = request
  const { domainName, domainPrefix } = domainOf(headers)
  return new Map([
    ['accountId', localAccountId],
    ['apiId', 'local'],
    ['domainName', domainName],
    ['domainPrefix', domainPrefix],
    ['extendedRequestId', requestId],
    ['httpMethod', method],
    ['identity.sourceIp', sourceIp],
    ['identity.userAgent', headers.values.get('user-agent') ?? ''],
    ['path', target.path],
    ['protocol', 'HTTP/1.1'],
    ['requestId', requestId],
    ['requestTime', formatTime(nowMs)],
    ['requestTimeEpoch', String(nowMs)],
    ['routeKey', routeKey],
    ['stage', apiStage.name],
  ])
}

import { parseQuery } from '../authorizer/identity-source.ts'
import { authorizerInFormat1, identityInFormat1 } from './authorized.ts'
import { domainOf, type EventSource, formatTime, gatewayHeaders, isTextEvent, sortedRecord } from './event.ts'
import { localAccountId } from './event-request.ts'

/**
 * The event of payload format 1.0 as an HTTP API writes it: every value of a header or parameter alongside the last one,
 * header names in canonical case, what is absent null. Source: AWS http-api-develop-integrations-lambda, and captures.
 */
export function makeEventInFormat1(source: EventSource) {
  const { target, method, body } = source
  const headers = eventHeaders(source)
  const query = group(parseQuery(target.rawQuery))
  const { variables: stageVariables } = source.apiStage
  return {
    version: '1.0' as const,
    resource: resourceOf(source),
    path: target.encodedPath,
    httpMethod: method,
    headers: sortedRecord(lastOf(headers)),
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: query.size > 0 ? sortedRecord(lastOf(query)) : null,
    multiValueQueryStringParameters: query.size > 0 ? Object.fromEntries(query) : null,
    requestContext: requestContext(source),
    pathParameters: source.variables.size > 0 ? sortedRecord(source.variables) : null,
    stageVariables: Object.keys(stageVariables).length > 0 ? stageVariables : null,
    body: body.length > 0 ? body.toString(isTextEvent(source) ? 'utf8' : 'base64') : null,
    isBase64Encoded: body.length > 0 && !isTextEvent(source),
  }
}

type Values = ReadonlyMap<string, readonly string[]>

function eventHeaders(source: EventSource): Values {
  const added = gatewayHeaders(source)
  const names = new Set(added.map(([name]) => name))
  const own = source.headers.lines.filter(([name]) => !names.has(name))
  return group([...own, ...added].map(([name, value]) => [canonical(name), value]))
}

/** `x-amzn-trace-id` becomes `X-Amzn-Trace-Id`. */
function canonical(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_whole, dash: string, letter: string) => dash + letter.toUpperCase())
}

/** Sorted by name. */
function group(entries: Iterable<readonly [string, string]>): Values {
  const grouped = Map.groupBy(entries, ([name]) => name)
  return new Map(
    [...grouped]
      .map(([name, own]) => [name, own.map(([, value]) => value)] as const)
      .sort(([one], [other]) => (one < other ? -1 : Number(one > other))),
  )
}

function lastOf(values: Values): [string, string][] {
  return [...values].map(([name, own]) => [name, own.at(-1) ?? ''])
}

/** The route's path: `/users/{id}`; for `$default`, the key. */
function resourceOf({ routeKey }: EventSource): string {
  return routeKey.split(' ')[1] ?? routeKey
}

function requestContext(source: EventSource): object {
  const { authorized, headers, method, nowMs, requestId, routeKey, sourceIp, target } = source
  return {
    accountId: localAccountId,
    apiId: 'local',
    ...(authorized && authorizerInFormat1(authorized)),
    ...domainOf(headers),
    extendedRequestId: requestId,
    httpMethod: method,
    identity: {
      ...noIdentity,
      ...identityInFormat1(authorized),
      sourceIp,
      userAgent: headers.values.get('user-agent') ?? '',
    },
    path: target.path,
    protocol: 'HTTP/1.1',
    requestId,
    requestTime: formatTime(nowMs),
    requestTimeEpoch: nowMs,
    resourceId: routeKey,
    resourcePath: resourceOf(source),
    stage: source.apiStage.name,
  }
}

/** What only callers signed in with AWS credentials have. */
const noIdentity = {
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAmr: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
}

import { accountId, sourceIp, type TestRequest } from './make-request.ts'
import { formatTime, grouped } from './write-parts.ts'

/** The event of payload format 1.0 as an HTTP API writes it: what is absent is null, header names are in canonical case. */
export function writeFormat1(request: TestRequest): object {
  const { method, resource, rawQuery, body, isText, variables } = request
  const headers = grouped(request.lines.map(([name, value]) => [canonical(name), value]))
  const query = grouped(new URLSearchParams(rawQuery))
  return {
    version: '1.0',
    resource,
    path: request.encodedPath,
    httpMethod: method,
    headers: lastOf(headers),
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: query.size > 0 ? lastOf(query) : null,
    multiValueQueryStringParameters: query.size > 0 ? Object.fromEntries(query) : null,
    requestContext: requestContext(request, lastOf(headers)),
    pathParameters: Object.keys(variables).length > 0 ? lastOf(grouped(Object.entries(variables))) : null,
    stageVariables: null,
    body: body.length > 0 ? body.toString(isText ? 'utf8' : 'base64') : null,
    isBase64Encoded: body.length > 0 && !isText,
  }
}

/** `x-amzn-trace-id` becomes `X-Amzn-Trace-Id`. */
function canonical(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_whole, dash: string, letter: string) => dash + letter.toUpperCase())
}

function lastOf(values: ReadonlyMap<string, readonly string[]>): Record<string, string> {
  return Object.fromEntries([...values].map(([name, own]) => [name, own.at(-1) ?? '']))
}

function requestContext(request: TestRequest, headers: Readonly<Record<string, string>>): object {
  const { routeKey, resource, method, caller, requestId, nowMs } = request
  const domainName = headers.Host ?? ''
  return {
    accountId,
    apiId: 'testing',
    ...(caller && { authorizer: caller }),
    domainName,
    domainPrefix: domainName.split('.', 1)[0],
    extendedRequestId: requestId,
    httpMethod: method,
    identity: { ...noIdentity, sourceIp, userAgent: headers['User-Agent'] ?? '' },
    path: decodeURIComponent(request.encodedPath),
    protocol: 'HTTP/1.1',
    requestId,
    requestTime: formatTime(nowMs),
    requestTimeEpoch: nowMs,
    resourceId: routeKey,
    resourcePath: resource,
    stage: '$default',
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

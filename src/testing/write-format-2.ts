import { accountId, sourceIp, type TestRequest } from './make-request.ts'
import { formatTime, grouped } from './write-parts.ts'

/** The event of payload format 2.0: what is absent is left out, maps are sorted by name. */
export function writeFormat2(request: TestRequest): object {
  const { routeKey, rawQuery, body, isText, variables } = request
  const headers = grouped(request.lines.filter(([name]) => name !== 'cookie'))
  const cookies = request.lines
    .filter(([name]) => name === 'cookie')
    .flatMap(([, value]) => value.split('; '))
  return {
    version: '2.0',
    routeKey,
    rawPath: decodeURIComponent(request.encodedPath),
    rawQueryString: rawQuery,
    ...(cookies.length > 0 && { cookies }),
    headers: joined(headers),
    ...(rawQuery !== '' && { queryStringParameters: joined(grouped(new URLSearchParams(rawQuery))) }),
    requestContext: requestContext(request, joined(headers)),
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    ...(Object.keys(variables).length > 0 && { pathParameters: joined(grouped(Object.entries(variables))) }),
    isBase64Encoded: body.length > 0 && !isText,
  }
}

function joined(values: ReadonlyMap<string, readonly string[]>): Record<string, string> {
  return Object.fromEntries([...values].map(([name, own]) => [name, own.join(',')]))
}

function requestContext(request: TestRequest, headers: Readonly<Record<string, string>>): object {
  const { routeKey, method, caller, requestId, nowMs } = request
  const domainName = headers.host ?? ''
  return {
    accountId,
    apiId: 'testing',
    ...(caller && { authorizer: { jwt: caller } }),
    domainName,
    domainPrefix: domainName.split('.', 1)[0],
    http: {
      method,
      path: decodeURIComponent(request.encodedPath),
      protocol: 'HTTP/1.1',
      sourceIp,
      userAgent: headers['user-agent'] ?? '',
    },
    requestId,
    routeKey,
    stage: '$default',
    time: formatTime(nowMs),
    timeEpoch: nowMs,
  }
}

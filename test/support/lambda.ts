import { readFileSync } from 'node:fs'
import type { Context } from 'aws-lambda'
import {
  type Claims,
  type PrincipalOptions,
  type ProviderName,
  toStringClaims,
} from '../../providers/index.ts'
import type { HttpEvent } from '../../src/index.ts'

const identitySource = '$request.header.Authorization'

/** One provider's callers: the claims of their tokens, with JSON types, and the options that read them. */
export interface Identity {
  readonly options: PrincipalOptions
  /** A person's id token. */
  readonly id: Claims
  /** A person's access token; its first own scope is `scope`, by its plain name. */
  readonly access: Claims
  /** The access token of a client by itself. */
  readonly client: Claims
  readonly scope: string
}

export const identities: Readonly<Record<ProviderName, Identity>> = {
  cognito: {
    options: { provider: 'cognito', identitySource, scopePrefix: 'orders-api/' },
    id: tokenPayload('cognito-id'),
    access: tokenPayload('cognito-access'),
    client: tokenPayload('cognito-access-client-credentials'),
    scope: 'orders.read',
  },
  auth0: {
    options: { provider: 'auth0', identitySource, groupsClaim: 'https://example.com/roles' },
    id: tokenPayload('auth0-id'),
    access: tokenPayload('auth0-access'),
    client: tokenPayload('auth0-client-credentials'),
    scope: 'read:orders',
  },
  okta: {
    options: { provider: 'okta', identitySource, groupsClaim: 'groups' },
    id: tokenPayload('okta-id'),
    access: tokenPayload('okta-access'),
    client: tokenPayload('okta-client-credentials'),
    scope: 'orders.read',
  },
  oidc: {
    options: { provider: 'oidc', identitySource, groupsClaim: 'groups' },
    id: tokenPayload('oidc-id'),
    access: tokenPayload('oidc-access'),
    client: tokenPayload('oidc-client-credentials'),
    scope: 'orders.read',
  },
}

function tokenPayload(name: string): Claims {
  const file = new URL(`../fixtures/tokens/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')).payload
}

/** A token whose signature nobody has made: behind the gateway it is decoded and not verified. */
export function aToken(claims: Claims): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
  return `${encode({ alg: 'RS256', kid: 'k' })}.${encode(claims)}.bm8tc2lnbmF0dXJl`
}

export interface EventParts {
  /** @default 'GET /things' */
  readonly routeKey?: string
  /** Of the verified token; `null` for a route without an authorizer. @default a Cognito user's id token */
  readonly claims?: Claims | null
  /** The `authorization` header; `null` for none, so that only the gateway's text is left. @default the claims' token */
  readonly authorization?: string | null
  /** Added to those that a gateway sends. */
  readonly headers?: Readonly<Record<string, string>>
  /** `null` as some emulators have it; left out as AWS does. */
  readonly body?: string | null
  readonly isBase64Encoded?: boolean
}

/** An event of payload format 2.0, as an HTTP API with a JWT authorizer makes it. */
export function anEvent(parts: EventParts = {}): HttpEvent {
  const { routeKey = 'GET /things', claims = identities.cognito.id, isBase64Encoded = false } = parts
  const [method = '', path = ''] = routeKey.split(' ')
  const authorization = parts.authorization === undefined ? bearer(claims) : parts.authorization
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: '',
    headers: { host: 'api.example.com', ...(authorization && { authorization }), ...parts.headers },
    requestContext: {
      ...gatewayContext,
      ...(claims && { authorizer: { jwt: { claims: toStringClaims(claims), scopes: null } } }),
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.24', userAgent: 'test' },
      routeKey,
    },
    // `null` is not in AWS's types, since AWS never sends it.
    ...(parts.body !== undefined && { body: parts.body as string }),
    isBase64Encoded,
  }
}

/** Where an event of format 1.0 comes from: a REST API with a JWT authorizer leaves the claims their types. */
export type Format1Source = 'HTTP API' | 'REST API'

/** The same request in payload format 1.0: `requestContext.authorizer.claims`, and header names in canonical case. */
export function anEventInFormat1(parts: EventParts = {}, source: Format1Source = 'HTTP API'): HttpEvent {
  const { claims = identities.cognito.id } = parts
  const { headers, body, isBase64Encoded, requestContext, rawPath = '' } = anEvent(parts)
  const [httpMethod = ''] = (parts.routeKey ?? 'GET /things').split(' ')
  const sent = Object.entries(headers).map(([name, value]) => [canonical(name), value ?? ''] as const)
  const passed = claims && (source === 'REST API' ? claims : toStringClaims(claims))
  const event = {
    ...(source === 'HTTP API' && { version: '1.0' }),
    resource: rawPath,
    path: rawPath,
    httpMethod,
    headers: Object.fromEntries(sent),
    multiValueHeaders: Object.fromEntries(sent.map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      requestId: requestContext.requestId,
      ...(passed && { authorizer: { claims: passed, ...(source === 'HTTP API' && { scopes: null }) } }),
    },
    body: body ?? null,
    isBase64Encoded,
  }
  return event as unknown as HttpEvent
}

function canonical(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_whole, dash: string, letter: string) => dash + letter.toUpperCase())
}

function bearer(claims: Claims | null): string | null {
  return claims && `Bearer ${aToken(claims)}`
}

export const requestId = 'Xs17FijxpjoEEPg='

const gatewayContext = {
  accountId: '123456789012',
  apiId: 'a1b2c3d4e5',
  domainName: 'api.example.com',
  domainPrefix: 'api',
  requestId,
  stage: '$default',
  time: '03/Feb/2026:09:06:05 +0000',
  timeEpoch: 1770109565007,
}

/** The parts of an event that POSTs `value` as JSON. */
export function jsonBody(value: unknown, contentType = 'application/json'): EventParts {
  return textBody(JSON.stringify(value), contentType)
}

/** The parts of an event that POSTs `body` as it stands. */
export function textBody(body: string | null, contentType = 'application/json'): EventParts {
  return { routeKey: 'POST /things', body, headers: { 'content-type': contentType } }
}

/** The same parts with the body as the gateway hands over what it does not take for text. */
export function inBase64(parts: EventParts): EventParts {
  return { ...parts, body: Buffer.from(parts.body ?? '').toString('base64'), isBase64Encoded: true }
}

/** What Lambda passes beside the event; `remainingMs` never runs down. */
export function aContext(remainingMs = 10_000): Context {
  const end = () => {}
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: 'claimcheck-test-things',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:claimcheck-test-things',
    memoryLimitInMB: '256',
    awsRequestId: '5f0e7f0a-2f57-4a40-8a0b-6b0d9a3e7c11',
    logGroupName: '/aws/lambda/claimcheck-test-things',
    logStreamName: '2026/02/03/[$LATEST]0123456789abcdef',
    getRemainingTimeInMillis: () => remainingMs,
    done: end,
    fail: end,
    succeed: end,
  }
}

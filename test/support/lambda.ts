import { readFileSync } from 'node:fs'
import type { Claims, PrincipalOptions, ProviderName } from '../../providers/index.ts'
import type { HttpEvent } from '../../src/index.ts'
import { type EventFormat, eventFor } from '../../src/testing/index.ts'

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
  /** The bytes that the client sent. @default those of `body` */
  readonly sent?: Buffer
}

/** An event of payload format 2.0, as an HTTP API with a JWT authorizer makes it. */
export function anEvent(parts: EventParts = {}): HttpEvent {
  return writeEvent(parts, '2.0')
}

/** Where an event of format 1.0 comes from: a REST API with a JWT authorizer leaves the claims their types. */
export type Format1Source = 'HTTP API' | 'REST API'

/** The same request in payload format 1.0: `requestContext.authorizer.claims`, and header names in canonical case. */
export function anEventInFormat1(parts: EventParts = {}, source: Format1Source = 'HTTP API'): HttpEvent {
  return writeEvent(parts, source === 'REST API' ? 'rest' : '1.0')
}

function writeEvent(parts: EventParts, format: EventFormat): HttpEvent {
  const { routeKey = 'GET /things', claims = identities.cognito.id, authorization, headers, body } = parts
  const { isBase64Encoded = false } = parts
  const own = authorization === undefined ? {} : { authorization: authorization ?? undefined }
  const event = eventFor(routeKey, {
    ...{ claims: claims ?? undefined, format, requestId, nowMs },
    headers: { 'x-amzn-trace-id': 'Root=1-6981bb1d-0123456789abcdef01234567', ...own, ...headers },
    body: parts.sent ?? Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  })
  // `null` is not in AWS's types of format 2.0, since AWS never sends it.
  return body === undefined ? event : ({ ...event, body, isBase64Encoded } as HttpEvent)
}

export const requestId = 'Xs17FijxpjoEEPg='

const nowMs = 1_770_109_565_007

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

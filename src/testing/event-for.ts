import { decodeToken } from '../../authorizer/decode-token.ts'
import { readToken } from '../../authorizer/identity-source.ts'
import { readTokenScopes } from '../../authorizer/token-claims.ts'
import type { Authorized } from '../../events/authorized.ts'
import { makeEvent } from '../../events/event.ts'
import { makeEventInFormat1 } from '../../events/event-format-1.ts'
import type { EventRequest } from '../../events/event-request.ts'
import { makeRestEvent, type RestCaller } from '../../events/event-rest.ts'
import { makeUrlEvent } from '../../events/event-url.ts'
import type { Claims, Principal } from '../../providers/principal.ts'
import { toStringClaims } from '../../providers/string-claims.ts'
import type { HttpEvent, HttpEventV1, HttpEventV2 } from '../http/event.ts'
import { makeRequest } from './request.ts'
import type { EventFormat, RequestParts } from './request-parts.ts'
import { TestKitError } from './test-kit-error.ts'
import { unsignedToken } from './unsigned-token.ts'

/** Who is calling: one of the three, or nobody, as on an open route. */
export interface Caller {
  /** A token, or the whole value of the `authorization` header: text with a space is sent as it is. */
  readonly token?: string | undefined
  /** The claims of the caller's token, with their JSON types. */
  readonly claims?: Claims | undefined
  /** Of `mockPrincipal`, or one that a handler has seen. */
  readonly principal?: Pick<Principal, 'claims'> | undefined
}

export interface EventParts extends RequestParts, Caller {
  /** The route's `authorizationScopes`: with some, the event lists those of the token. @default none */
  readonly scopes?: readonly string[] | undefined
  /** Which authorizer of a REST API passed the claims on; they look different. @default 'jwt' */
  readonly restAuthorizer?: RestCaller['kind'] | undefined
}

/** How the event of a format is typed. */
export type EventOf<Format extends EventFormat> = Format extends '1.0' | 'rest' ? HttpEventV1 : HttpEventV2

/**
 * The event that AWS would call the function of this route with, once its authorizer has let the caller pass. Nothing is
 * checked: `call` with an authorizer does that.
 *
 * @param route as in serverless.yml: `GET /notes/{id}`
 * @throws {TestKitError} `ERR_ROUTE_UNREADABLE`, `ERR_PATH_VARIABLES`, `ERR_FORMAT_UNKNOWN`, `ERR_TOKEN_UNREADABLE` or
 * `ERR_CALLER_AMBIGUOUS`
 */
export function eventFor<const Format extends EventFormat = '2.0'>(
  route: string,
  parts: EventParts & { readonly format?: Format | undefined } = {},
): EventOf<Format> {
  return makeEventFor(route, parts) as EventOf<Format>
}

function makeEventFor(route: string, parts: EventParts): HttpEvent {
  const claims = claimsOf(parts)
  const request = requestFor(route, parts)
  if (parts.format === 'rest') {
    return toEvent(makeRestEvent(request, claims && { kind: parts.restAuthorizer ?? 'jwt', claims }))
  }
  return writeEvent(request, parts.format, claims && authorizedBy(claims, parts.scopes))
}

/** The request, with the caller's token in its header. */
export function requestFor(route: string, parts: EventParts): EventRequest {
  return makeRequest(route, parts, authorizationOf(parts))
}

/** Of an HTTP API or a function URL. */
export function writeEvent(
  request: EventRequest,
  format: EventFormat | undefined,
  authorized: Authorized | undefined,
): HttpEvent {
  if (format === 'url') return toEvent(makeUrlEvent(request))
  const make = format === '1.0' ? makeEventInFormat1 : makeEvent
  return toEvent(make({ ...request, authorized }))
}

/** As it arrives in the function: what JSON keeps of it. */
function toEvent(event: object): HttpEvent {
  return JSON.parse(JSON.stringify(event))
}

function authorizedBy(claims: Claims, routeScopes: readonly string[] = []): Authorized {
  const scopes = routeScopes.length > 0 ? readTokenScopes(claims) : null
  return { kind: 'jwt', stringClaims: toStringClaims(claims), scopes }
}

/** @throws {TestKitError} `ERR_TOKEN_UNREADABLE` */
function authorizationOf({ token, claims, principal }: Caller): string | undefined {
  if (token !== undefined) return assertText(token).includes(' ') ? token : `Bearer ${token}`
  const stated = claims ?? principal?.claims
  return stated && `Bearer ${unsignedToken(stated)}`
}

/** @throws {TestKitError} `ERR_TOKEN_UNREADABLE` or `ERR_CALLER_AMBIGUOUS` */
function claimsOf({ token, claims, principal }: Caller): Claims | undefined {
  const given = Object.entries({ token, claims, principal }).filter(([, value]) => value !== undefined)
  if (given.length > 1) {
    const names = given.map(([name]) => name).join(' and ')
    throw new TestKitError('ERR_CALLER_AMBIGUOUS', `${names} are given. Give one of them.`)
  }
  return token === undefined ? (claims ?? principal?.claims) : readClaims(token)
}

/** The makers of tokens are asynchronous, and only TypeScript notices a missing `await`. */
function assertText(token: unknown): string {
  if (typeof token === 'string') return token
  const found = token instanceof Promise ? 'a promise' : `of type ${typeof token}`
  throw new TestKitError(
    'ERR_TOKEN_UNREADABLE',
    `token is ${found}, not text. Give the token itself: { token: await issuer.accessToken() }.`,
  )
}

function readClaims(value: string): Claims {
  const token = readToken(assertText(value))
  const decoded = typeof token === 'string' ? decodeToken(token) : undefined
  if (decoded?.kind === 'decoded') return decoded.claims
  throw new TestKitError(
    'ERR_TOKEN_UNREADABLE',
    'The token is not a signed JWT, so that no authorizer would pass it on: there is no event. ' +
      'To see what API Gateway answers, use call() with authorizer: issuer.authorizer.',
  )
}

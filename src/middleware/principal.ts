import type { MiddlewareObj, Request } from '@middy/core'
import {
  ClaimsError,
  type GatewayIdentity,
  isProviderName,
  type Principal,
  type PrincipalOptions,
  providerNames,
} from '../../providers/index.ts'
import { assertKnownOptions } from '../assert-known-options.ts'
import { cachePrincipals } from '../auth/principal-cache.ts'
import { type HttpEvent, headerOf } from '../http/event.ts'
import { HttpProblem } from '../http/problem.ts'
import { settings } from '../settings.ts'

/** An event with the caller, as `principal()` puts it there. */
export type WithPrincipal = Omit<HttpEvent, 'body'> & { principal: Principal }

/** What `principal()` passes to later middleware; unlike the event, nothing outside can write it. */
export interface PrincipalInternal extends Record<string, unknown> {
  principal?: Principal
  scopePrefix?: string
}

type Arriving = Request<WithPrincipal, unknown, Error, Request['context'], PrincipalInternal>

/**
 * Reads who is calling from what the JWT authorizer passed on (`requestContext.authorizer.jwt`), and puts it on
 * `event.principal`.
 *
 * @param options Whose rules claims are read by. @default the function's `settings()`
 *
 * @throws {TypeError} on an unknown option or provider. Its hook throws:
 * - `HttpProblem` `ERR_AUTHORIZER_MISSING` (401) when no JWT authorizer ran for the request;
 * - `HttpProblem` `ERR_CLAIMS_UNREADABLE` (401) when the claims do not follow that provider's rules;
 * - `SettingsError` `ERR_SETTINGS_INVALID` (answered 500) without options and without CLAIMCHECK_PROVIDER.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function principal(
  options?: PrincipalOptions,
): MiddlewareObj<WithPrincipal, unknown, Error, Request['context'], PrincipalInternal> {
  if (options) assertPrincipalOptions(options)

  let reader: Reader | undefined

  function principalBefore({ event, internal }: Arriving): void {
    reader ??= readerWith(options ?? optionsFromSettings())
    const caller = callerOf(identityOf(event), reader)
    event.principal = caller
    internal.principal = caller
    internal.scopePrefix = reader.scopePrefix
  }

  return { before: principalBefore }
}

function assertPrincipalOptions(options: PrincipalOptions): void {
  assertKnownOptions('principal', options, ['provider', 'scopePrefix', 'groupsClaim', 'identitySource'])
  if (isProviderName(options.provider)) return
  throw new TypeError(`principal: provider must be one of ${providerNames.join(', ')}.`)
}

function optionsFromSettings(): PrincipalOptions {
  const { provider, scopePrefix, groupsClaim, identitySource } = settings()
  return { provider, scopePrefix, groupsClaim, identitySource }
}

interface Reader {
  readonly read: (identity: GatewayIdentity) => Principal
  readonly scopePrefix: string
}

/**
 * Where nobody says which place the authorizer checks, the `authorization` header may have been verified by no one: a
 * forged one could fit the gateway's text and name other groups. So it is not read.
 */
function readerWith(options: PrincipalOptions): Reader {
  const identitySource = options.identitySource || '?'
  return { read: cachePrincipals({ ...options, identitySource }), scopePrefix: options.scopePrefix ?? '' }
}

function identityOf(event: WithPrincipal): GatewayIdentity {
  const jwt = jwtOf(event)
  if (!jwt) throw missingClaims(event)
  return {
    claims: jwt.claims,
    scopes: Array.isArray(jwt.scopes) ? jwt.scopes : null,
    authorization: headerOf(event, 'authorization'),
  }
}

/** Names the other kind of authorizer that ran instead, if one did. */
function missingClaims(event: unknown): HttpProblem {
  const kind = ['lambda', 'iam'].find((name) => name in authorizerOf(event))
  if (!kind) return new HttpProblem('ERR_AUTHORIZER_MISSING')
  const found = kind === 'iam' ? 'a signed request (aws_iam)' : "a Lambda authorizer's context"
  return new HttpProblem(
    'ERR_AUTHORIZER_MISSING',
    "Not authenticated: this route's authorizer passes no claims on.",
    {
      operatorHint:
        `Found ${found} in requestContext.authorizer.${kind}, expected the claims of a JWT authorizer in requestContext.authorizer.jwt. ` +
        'Put a JWT authorizer on this route, or write its handler without createHandler and principal().',
    },
  )
}

function authorizerOf(event: unknown): { readonly jwt?: unknown } {
  const { requestContext } = (event ?? {}) as { requestContext?: { authorizer?: unknown } }
  const authorizer = requestContext?.authorizer
  return typeof authorizer === 'object' && authorizer !== null ? authorizer : {}
}

/** `requestContext.authorizer.jwt`, which AWS leaves out on a route without a JWT authorizer. */
function jwtOf(event: unknown): { claims: GatewayIdentity['claims']; scopes: unknown } | undefined {
  const jwt = (authorizerOf(event).jwt ?? {}) as { claims?: unknown; scopes?: unknown }
  const { claims, scopes } = jwt
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) return undefined
  return { claims: claims as GatewayIdentity['claims'], scopes }
}

function callerOf(identity: GatewayIdentity, { read }: Reader): Principal {
  try {
    return read(identity)
  } catch (error) {
    if (!(error instanceof ClaimsError)) throw error
    throw new HttpProblem('ERR_CLAIMS_UNREADABLE', error.message, { cause: error })
  }
}

import type { MiddlewareObj, Request } from '@middy/core'
import { findClaims } from '../../providers/gateway-identity.ts'
import {
  ClaimsError,
  type GatewayIdentity,
  type Principal,
  type PrincipalOptions,
  providerNames,
} from '../../providers/index.ts'
import { assertKnownOptions } from '../assert-known-options.ts'
import { assertOneOf } from '../auth/auth-options.ts'
import { cachePrincipals } from '../auth/principal-cache.ts'
import { type HttpEvent, headerOf } from '../http/event.ts'
import { HttpProblem } from '../http/problem.ts'
import { problemCodes } from '../http/problem-codes.ts'
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
 * Reads who is calling from what the JWT authorizer passed on, and puts it on `event.principal`: the same from payload
 * format 2.0 (`requestContext.authorizer.jwt`), from 1.0 and from a REST API (`requestContext.authorizer.claims`).
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

  let known: PrincipalOptions | undefined
  let read: ReadPrincipal

  function principalBefore({ event, internal }: Arriving): void {
    const wanted = options ?? settings()
    // Settings change in tests alone.
    if (known !== wanted) {
      known = wanted
      read = cachePrincipals(wanted)
    }
    const caller = callerOf(identityOf(event), read)
    event.principal = caller
    internal.principal = caller
    internal.scopePrefix = wanted.scopePrefix ?? ''
  }

  return { before: principalBefore }
}

function assertPrincipalOptions(options: PrincipalOptions): void {
  const known = ['provider', 'scopePrefix', 'groupsClaim', 'identitySource', 'tokenUse']
  assertKnownOptions('principal', options, known)
  assertOneOf('principal.provider', options.provider ?? '', providerNames)
  assertOneOf('principal.tokenUse', options.tokenUse, ['id', 'access'])
}

type ReadPrincipal = ReturnType<typeof cachePrincipals>

function identityOf(event: WithPrincipal): GatewayIdentity {
  const found = findClaims(event)
  if ('missing' in found) throw authorizerMissing(found.missing)
  return { ...found, authorization: headerOf(event, 'authorization') }
}

function authorizerMissing(found: string): HttpProblem {
  const operatorHint = `${problemCodes.ERR_AUTHORIZER_MISSING.operatorHint} The event has ${found}.`
  return new HttpProblem('ERR_AUTHORIZER_MISSING', undefined, { operatorHint })
}

function callerOf(identity: GatewayIdentity, read: ReadPrincipal): Principal {
  try {
    return read(identity)
  } catch (error) {
    if (!(error instanceof ClaimsError)) throw error
    throw new HttpProblem('ERR_CLAIMS_UNREADABLE', error.message, { cause: error })
  }
}

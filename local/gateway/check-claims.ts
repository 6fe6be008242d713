import type { LocalAuthorizer } from '../service.ts'
import type { Refusal } from './refusal.ts'
import { refuseToken } from './refusal.ts'
import type { JsonObject } from './strict-json.ts'

interface ClaimContext {
  readonly authorizer: LocalAuthorizer
  readonly nowMs: number
}

type ClaimCheck = (claims: JsonObject, context: ClaimContext) => Refusal | undefined

/** In AWS's order; the first that refuses decides. */
const claimChecks: readonly ClaimCheck[] = [
  checkIssuer,
  checkAudience,
  checkExpiry,
  checkNotBefore,
  checkIssuedAt,
]

/** Checks verified claims against an authorizer. Times are compared without allowance for clocks that differ. */
export function checkClaims(claims: JsonObject, context: ClaimContext): Refusal | undefined {
  for (const check of claimChecks) {
    const refusal = check(claims, context)
    if (refusal) return refusal
  }
  return undefined
}

function checkIssuer({ iss }: JsonObject, { authorizer }: ClaimContext): Refusal | undefined {
  if (iss === authorizer.issuer) return undefined
  return refuseToken('iss', {
    description: 'issuer does not match',
    found: describeIssuer(iss, authorizer.issuer),
    wanted: `exactly ${authorizer.issuer}`,
  })
}

function describeIssuer(iss: unknown, wanted: string): string {
  if (typeof iss !== 'string') return describeKind(iss)
  return iss.replace(/\/$/, '') === wanted.replace(/\/$/, '')
    ? 'the same but for the slash at its end'
    : 'another issuer'
}

/** `client_id` counts only where there is no `aud` at all: so Cognito's access tokens pass. */
function checkAudience(claims: JsonObject, { authorizer }: ClaimContext): Refusal | undefined {
  const name = Object.hasOwn(claims, 'aud') ? 'aud' : 'client_id'
  const values = name === 'aud' ? readAudience(claims.aud) : readAudience(claims.client_id, 'text only')
  if (values?.some((value) => authorizer.audience.includes(value))) return undefined
  const kind = values
    ? `"${name}" with ${values.length === 1 ? 'another value' : `${values.length} other values`}`
    : ''
  return refuseToken('aud', {
    description: 'the token does not have a valid audience',
    found: values ? kind : describeMissing(claims, name),
    wanted: `"aud", or "client_id" where there is no "aud", to be one of ${authorizer.audience.join(', ')}`,
  })
}

function readAudience(value: unknown, only?: 'text only'): string[] | undefined {
  if (typeof value === 'string') return [value]
  if (only || !Array.isArray(value)) return undefined
  return value.every((item) => typeof item === 'string') ? value : undefined
}

function describeMissing(claims: JsonObject, name: string): string {
  return Object.hasOwn(claims, name)
    ? `"${name}" as ${describeKind(claims[name])}`
    : 'neither "aud" nor "client_id"'
}

/** A token without `exp` is refused: AWS does not say what it does with one. */
function checkExpiry({ exp }: JsonObject, { nowMs }: ClaimContext): Refusal | undefined {
  if (isTime(exp) && exp * 1_000 > nowMs) return undefined
  return refuseToken('exp', {
    description: 'the token has expired',
    found: isTime(exp) ? `a time ${ago(nowMs - exp * 1_000)}` : describeKind(exp),
    wanted: 'a time in the future: get a new token',
  })
}

function checkNotBefore({ nbf }: JsonObject, { nowMs }: ClaimContext): Refusal | undefined {
  return checkPast('nbf', nbf, nowMs, 'the token is not valid yet')
}

function checkIssuedAt({ iat }: JsonObject, { nowMs }: ClaimContext): Refusal | undefined {
  return checkPast('iat', iat, nowMs, 'the token is used before it was issued')
}

/** An absent time is in order: Cognito's tokens have no `nbf`. */
function checkPast(
  check: 'nbf' | 'iat',
  time: unknown,
  nowMs: number,
  description: string,
): Refusal | undefined {
  if (time === undefined || (isTime(time) && time * 1_000 <= nowMs)) return undefined
  return refuseToken(check, {
    description,
    found: isTime(time) ? `a time ${Math.ceil(time - nowMs / 1_000)} s in the future` : describeKind(time),
    wanted: 'a time in the past, or none: compare the clocks',
  })
}

/** Whole seconds since the epoch. Fractions, which RFC 7519 allows, are refused: no capture shows that AWS takes them. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function ago(ms: number): string {
  return `${Math.floor(ms / 1_000)} s ago`
}

function describeKind(value: unknown): string {
  if (value === undefined) return 'none'
  if (value === null) return 'null'
  if (typeof value === 'number') return 'a number that is no time in whole seconds'
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`
}

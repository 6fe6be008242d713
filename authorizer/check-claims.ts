import type { ClaimContext } from './authorizer.ts'
import { checkTimes } from './check-times.ts'
import type { LogSafeText } from './log-safe.ts'
import { describeKind, logSafe, vouchFor } from './log-safe.ts'
import type { Refusal } from './refusal.ts'
import { refuseScope, refuseToken } from './refusal.ts'
import type { JsonObject } from './strict-json.ts'
import { readTokenAudience, readTokenScopes } from './token-claims.ts'

type ClaimCheck = (claims: JsonObject, context: ClaimContext) => Refusal | undefined

/** In AWS's order; the first that refuses decides. */
export const claimChecks = {
  iss: checkIssuer,
  aud: checkAudience,
  ...checkTimes,
  scope: checkScope,
} as const satisfies Record<string, ClaimCheck>

/** Checks verified claims against an authorizer and a route. */
export function checkClaims(claims: JsonObject, context: ClaimContext): Refusal | undefined {
  for (const check of Object.values(claimChecks)) {
    const refusal = check(claims, context)
    if (refusal) return refusal
  }
  return undefined
}

function checkIssuer({ iss }: JsonObject, { authorizer }: ClaimContext): Refusal | undefined {
  if (iss === authorizer.issuer) return undefined
  return refuseToken('iss', {
    found: describeIssuer(iss, authorizer.issuer),
  })
}

function describeIssuer(iss: unknown, expected: string): LogSafeText {
  if (typeof iss !== 'string') return describeKind(iss)
  return iss.replace(/\/$/, '') === expected.replace(/\/$/, '')
    ? logSafe`the same issuer except for the slash at the end`
    : logSafe`a different issuer`
}

function checkAudience(claims: JsonObject, { authorizer }: ClaimContext): Refusal | undefined {
  if (readTokenAudience(claims).values?.some((value) => authorizer.audience.includes(value))) return undefined
  return refuseToken('aud', {
    found: describeAudience(claims),
  })
}

function describeAudience(claims: JsonObject): LogSafeText {
  const { name, values } = readTokenAudience(claims)
  if (!Object.hasOwn(claims, name)) return logSafe`neither "aud" nor "client_id"`
  const claim = logSafe`"${vouchFor(name)}"`
  if (!values) return logSafe`${claim} as ${describeKind(claims[name])}`
  return values.length === 1
    ? logSafe`${claim} with another value`
    : logSafe`${claim} with ${values.length} other values`
}

function checkScope(claims: JsonObject, { routeScopes }: ClaimContext): Refusal | undefined {
  const tokenScopes = readTokenScopes(claims)
  if (routeScopes.length === 0 || routeScopes.some((scope) => tokenScopes.includes(scope))) return undefined
  if (tokenScopes.length === 0) return refuseScope(logSafe`a token without scopes`)
  return refuseScope(
    tokenScopes.length === 1 ? logSafe`one other scope` : logSafe`${tokenScopes.length} other scopes`,
  )
}

import { claimChecks } from '../../authorizer/check-claims.ts'
import { headerChecks } from '../../authorizer/check-header.ts'
import type { Refusal, TokenCheck } from '../../authorizer/refusal.ts'
import type { InspectedToken } from './inspected-token.ts'

/**
 * The result of one check on its own, by the gateway's code: its refusal, or undefined where it passes, or
 * `unknown` if that depends on the checks before it.
 */
export function predictCheck(check: TokenCheck, token: InspectedToken): Refusal | undefined | 'unknown' {
  const { header, claims } = token
  if (isMember(headerChecks, check)) return header && claims ? headerChecks[check](header) : 'unknown'
  if (isMember(claimChecks, check)) return claims ? claimChecks[check](claims, token) : 'unknown'
  return 'unknown'
}

function isMember<Checks extends object>(checks: Checks, name: PropertyKey): name is keyof Checks {
  return Object.hasOwn(checks, name)
}

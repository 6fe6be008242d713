import { unwantedMembers } from '../../../../authorizer/check-header.ts'
import type { TokenCheck } from '../../../../authorizer/refusal.ts'
import { readTokenAudience } from '../../../../authorizer/token-claims.ts'
import type { ExplainedCheck } from '../../../explain/explanation.ts'
import type { CheckedMembers, TokenParts } from '../api-types.ts'

/** The members of a token that checks are about, each with its check; of several for one member, that which fails. */
export function checkedMembers(
  checks: readonly ExplainedCheck<TokenCheck>[],
  { header, claims }: TokenParts,
): CheckedMembers {
  const inHeader = headerMembers(header ?? {})
  const inClaims = claimMembers(claims ?? {})
  // A later entry of one name counts.
  const failingLast = checks.toSorted((one, other) => Number(isFailing(one)) - Number(isFailing(other)))
  const named = (members: Members) =>
    Object.fromEntries(failingLast.flatMap(({ check }) => members[check]?.map((name) => [name, check]) ?? []))
  return { header: header ? named(inHeader) : {}, claims: claims ? named(inClaims) : {} }
}

function isFailing({ verdict }: ExplainedCheck): boolean {
  return verdict === 'failed' || verdict === 'not reached, would fail'
}

type Members = Partial<Record<TokenCheck, readonly string[]>>

function headerMembers(header: object): Members {
  return {
    alg: ['alg'],
    kid: ['kid'],
    key: ['kid'],
    header: unwantedMembers.filter((name) => Object.hasOwn(header, name)),
  }
}

function claimMembers(claims: Readonly<Record<string, unknown>>): Members {
  const { name } = readTokenAudience(claims)
  return {
    iss: ['iss'],
    aud: [Object.hasOwn(claims, name) ? name : 'aud'],
    exp: ['exp'],
    nbf: ['nbf'],
    iat: ['iat'],
    scope: [Object.hasOwn(claims, 'scp') ? 'scp' : 'scope'],
  }
}

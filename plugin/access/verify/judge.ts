import type { DescribedRoute } from '../../openapi/described-api.ts'
import type { Code } from '../../openapi/problems.ts'
import type { Expected } from './probes.ts'
import type { Judgement, StoppedBy } from './verified-route.ts'

/** What came of a request, as the local gateway knows it. */
export interface Observed {
  readonly status: number
  /** The route that it came to. */
  readonly routeKey: string | undefined
  /** Whether the function was called. */
  readonly isFunctionCalled: boolean
  /** `code` of a problem that the function answered. */
  readonly code?: string | undefined
}

/** Problems of the guards and of the principal. Any other comes after them. */
const guardCodes: ReadonlySet<string | undefined> = new Set([
  'ERR_AUTHORIZER_MISSING',
  'ERR_CLAIMS_UNREADABLE',
  'ERR_TOKEN_USE_REFUSED',
  'ERR_CALLER_KIND_REFUSED',
  'ERR_SCOPE_INSUFFICIENT',
  'ERR_GROUP_MISSING',
  'ERR_GROUPS_AMBIGUOUS',
  'ERR_PERMISSION_MISSING',
  'ERR_PERMISSIONS_AMBIGUOUS',
] satisfies Code[])

/** Compares what came of a request with what the table says. */
export function judge(
  { routeKey, handler }: Pick<DescribedRoute, 'routeKey' | 'handler'>,
  expected: Expected,
  observed: Observed,
  stoppedBy: StoppedBy,
): Judgement {
  if (observed.status === 501 && !observed.isFunctionCalled) return unproven('This route does not run here.')
  const isBySize = stoppedBy === 'size' && observed.status === 413
  // A request that is too long has no route in the record.
  if (observed.routeKey !== routeKey && !isBySize)
    return unproven(`Another route answered: ${observed.routeKey ?? 'none'}.`)
  if (expected === 'unknown')
    return unproven('An authorizer of the service or IAM decides, which the table cannot tell.')
  const isMade = handler !== undefined
  if (!observed.isFunctionCalled)
    return isBySize ? compare(expected, 'admitted') : compare(expected, observed.status)
  if (isMade && guardCodes.has(observed.code)) return compare(expected, observed.status)
  if (expected !== 'admitted') return compare(expected, 'admitted')
  return ofAdmitted(observed, isMade)
}

/** The function was called, and no guard refused the caller. */
function ofAdmitted({ status, code }: Observed, isMade: boolean): Judgement {
  if (isMade && status >= 500)
    return unproven(
      `The function failed with ${status}: whether before its guards or after them is not known.`,
    )
  if (status === 401 || status === 403)
    return unproven(`The function refused the caller by a rule of its own (${code ?? status}).`)
  return { verdict: 'holds' }
}

function compare(expected: Expected, found: 'admitted' | number): Judgement {
  if (expected === found) return { verdict: 'holds' }
  const words = (value: Expected | number) => (value === 'admitted' ? 'let through' : `refused with ${value}`)
  return { verdict: 'differs', why: `Expected: ${words(expected)}. It was ${words(found)}.` }
}

function unproven(why: string): Judgement {
  return { verdict: 'unproven', why }
}

import { describeBlockedPreflight, findBlockedPreflights } from '../../local/gateway/blocked-preflights.ts'
import type { Deployment } from './deployment.ts'
import type { Finding } from './preflight-result.ts'

/** Finds routes that no browser can call from another origin, although the API has CORS. */
export function checkPreflights({ hasCors, routes }: Deployment): Finding[] {
  if (!hasCors) return []
  const known = routes.map(({ routeKey, guard }) => ({ routeKey, hasAuthorizer: guard !== 'none' }))
  return findBlockedPreflights(known).map((blocked) => ({
    kind: 'warning',
    code: 'preflight-needs-token',
    ...describeBlockedPreflight(blocked),
  }))
}

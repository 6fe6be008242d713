import type { VerifiedRoute } from '../access/verify/verified-route.ts'
import { UserError } from '../user-error.ts'
import type { AccessDocument } from './console/api-types.ts'
import { readRunState } from './run-state.ts'

/**
 * Has the local run on `stateDir` call each of its routes for each cell of its access table.
 *
 * @param callsAll also functions that nothing would stop; they may change data.
 * @throws {UserError} `ERR_NOT_RUNNING`, `ERR_NO_ISSUER` where the run accepts a real tenant's tokens, and with the run's own reason.
 */
export async function verifyAccess(
  stateDir: string,
  { callsAll }: { readonly callsAll: boolean },
): Promise<VerifiedRoute[]> {
  const { consoleUrl, key } = await readRunState(stateDir)
  if (!consoleUrl || !key)
    throw new UserError(
      'ERR_NO_ISSUER',
      "This run accepts a real tenant's tokens (--issuer), so it cannot make the tokens. Start it without --issuer.",
    )
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'sec-fetch-site': 'same-origin',
  }
  const ask = async <T>(path: string, init: RequestInit = {}): Promise<T> => {
    const response = await fetch(`${consoleUrl}/_console/access${path}`, { headers, ...init })
    const answer = (await response.json()) as T & { readonly problem?: string; readonly code?: string }
    if (answer.problem !== undefined) throw new UserError(answer.code ?? 'ERR_NOT_VERIFIED', answer.problem)
    return answer
  }
  const { rows } = await ask<AccessDocument>('')
  const verified: VerifiedRoute[] = []
  for (const { routeKey } of rows)
    verified.push(await ask('/verify', { method: 'POST', body: JSON.stringify({ routeKey, callsAll }) }))
  return verified
}

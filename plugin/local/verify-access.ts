import type { VerifiedRoute } from '../access/verify/verified-route.ts'
import { UserError } from '../user-error.ts'
import type { AccessDocument } from './console/api-types.ts'
import { askIssuer } from './issuer-client.ts'

interface Refused {
  readonly problem?: string
  readonly code?: string
  readonly message?: string
}

/**
 * Has the local run on `stateDir` call each of its routes for each cell of its access table.
 *
 * @param callsAll also functions that nothing would stop; they may change data.
 * @throws {UserError} as `askIssuer` does, and with the run's own reason.
 */
export async function verifyAccess(
  stateDir: string,
  { callsAll }: { readonly callsAll: boolean },
): Promise<VerifiedRoute[]> {
  const ask = async <T>(path: string, body?: object): Promise<T> => {
    const method = body ? 'POST' : 'GET'
    const headers = { 'sec-fetch-site': 'same-origin' }
    const response = await askIssuer(stateDir, { method, path: `/_console/access${path}`, body, headers })
    const answer = (await response.json().catch(() => ({}))) as T & Refused
    const reason = answer.problem ?? answer.message
    if (response.ok && answer.problem === undefined) return answer
    throw new UserError(answer.code ?? 'ERR_NOT_VERIFIED', reason ?? `The run answered ${response.status}.`)
  }
  const { rows } = await ask<AccessDocument>('')
  const verified: VerifiedRoute[] = []
  for (const { routeKey } of rows) verified.push(await ask('/verify', { routeKey, callsAll }))
  return verified
}

import { UserError } from '../user-error.ts'
import { readRunState } from './run-state.ts'

export interface IssuerRequest {
  readonly method: 'POST' | 'DELETE'
  /** Below `/_claimcheck`. */
  readonly path: '/token' | '/user'
  readonly body: unknown
}

/**
 * Asks the issuer of the run noted in `stateDir`, with that run's key.
 *
 * @throws {UserError} `ERR_NOT_RUNNING` when nothing runs, `ERR_NO_ISSUER` when the run checks a real tenant's tokens.
 */
export async function askIssuer(stateDir: string, { method, path, body }: IssuerRequest): Promise<Response> {
  const { consoleUrl, key } = await readRunState(stateDir)
  if (!consoleUrl || !key) {
    throw new UserError(
      'ERR_NO_ISSUER',
      "This run checks a real tenant's tokens (--issuer), so it signs none itself. Get one from the tenant, or start without --issuer.",
    )
  }
  return fetch(`${consoleUrl}/_claimcheck${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

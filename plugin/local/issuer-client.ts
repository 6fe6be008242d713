import type { TokenUse } from '../../providers/principal.ts'
import { UserError } from '../user-error.ts'
import { readRunState } from './run-state.ts'

export interface TokenRequest {
  /** @default 'access' */
  readonly use?: TokenUse
  /** A machine-to-machine access token, with no user. @default false */
  readonly client?: boolean
  /** Email of a local user, created if missing. @default 'alice@example.com' */
  readonly user?: string
  /** @default the user's own groups */
  readonly groups?: readonly string[]
  /** Plain names. @default every scope of the service */
  readonly scopes?: readonly string[]
}

/**
 * One token from the issuer of the local run on `stateDir`, as a sign-in would give it.
 *
 * @throws {UserError} as `askIssuer` does; `ERR_TOKEN_REFUSED` with the issuer's reason.
 */
export async function requestToken(stateDir: string, request: TokenRequest): Promise<string> {
  const response = await askIssuer(stateDir, { method: 'POST', path: '/token', body: request })
  const answer = (await response.json().catch(() => ({}))) as { token?: string; message?: string }
  if (answer.token) return answer.token
  throw new UserError('ERR_TOKEN_REFUSED', answer.message ?? `The issuer answered ${response.status}.`)
}

export interface IssuerRequest {
  readonly method: 'POST' | 'DELETE'
  /** Below `/_claimcheck`. */
  readonly path: '/token' | '/user'
  readonly body: unknown
}

/**
 * Asks the issuer of the local run on `stateDir`, with that run's key.
 *
 * @throws {UserError} `ERR_NOT_RUNNING` without a run or an answer, `ERR_NO_ISSUER` when the run accepts a real tenant's tokens.
 */
export async function askIssuer(stateDir: string, { method, path, body }: IssuerRequest): Promise<Response> {
  const { consoleUrl, key } = await readRunState(stateDir)
  if (!consoleUrl || !key) {
    throw new UserError(
      'ERR_NO_ISSUER',
      "This run accepts a real tenant's tokens (--issuer) and signs none of its own. Get one from the tenant, or start without --issuer.",
    )
  }
  return fetch(`${consoleUrl}/_claimcheck${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch((cause: Error) => {
    throw new UserError(
      'ERR_NOT_RUNNING',
      `The issuer of the local run, ${consoleUrl}, does not respond. Start the run again: npm start`,
      { cause },
    )
  })
}

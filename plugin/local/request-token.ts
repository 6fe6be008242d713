import type { TokenUse } from '../../providers/principal.ts'
import { UserError } from '../user-error.ts'
import { askIssuer } from './issuer-client.ts'

export interface TokenRequest {
  /** Default `access`. */
  readonly use?: TokenUse
  /** The machine client's own access token, with no user behind it. Default: a user's. */
  readonly client?: boolean
  /** E-mail of a local user, made if there is none. Default `alice@example.com`. */
  readonly user?: string
  /** Default: the groups the user is in. */
  readonly groups?: readonly string[]
  /** Plain names. Default: every scope of the service. */
  readonly scopes?: readonly string[]
}

/**
 * One token from the issuer of the run noted in `stateDir`, as a sign-in would give it.
 *
 * @throws {UserError} `ERR_NOT_RUNNING` when nothing runs, `ERR_NO_ISSUER` when the run checks a real tenant's tokens,
 * `ERR_TOKEN_REFUSED` with the issuer's reason.
 */
export async function requestToken(stateDir: string, request: TokenRequest): Promise<string> {
  const response = await askIssuer(stateDir, { method: 'POST', path: '/token', body: request })
  const answer = (await response.json()) as { token?: string; message?: string }
  if (answer.token) return answer.token
  throw new UserError('ERR_TOKEN_REFUSED', answer.message ?? `The issuer answered ${response.status}.`)
}

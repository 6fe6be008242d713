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

/**
 * Breaks a token of the local run in the way that `id` names, as the console does.
 *
 * @returns what comes after `Bearer `; empty for a request without a token
 * @throws {UserError} as `askIssuer` does; `ERR_OPTION_INVALID` for an unknown id, with those that are known.
 */
export async function requestBrokenToken(stateDir: string, token: string, id: string): Promise<string> {
  const { consoleUrl, key } = await readRunState(stateDir)
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'sec-fetch-site': 'same-origin',
  }
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const init = body ? { method: 'POST', body: JSON.stringify(body) } : {}
    return (await fetch(`${consoleUrl}/_console/${path}`, { headers, ...init })).json()
  }
  const groups = (await ask('broken-tokens')) as { tokens: { id: string }[] }[]
  const ids = groups.flatMap(({ tokens }) => tokens.map((each) => each.id))
  if (!ids.includes(id))
    throw new UserError('ERR_OPTION_INVALID', `--broken knows no "${id}". It knows: ${ids.join(', ')}.`)
  const { value, problem } = (await ask('broken-token', { id, token, routeKey: '' })) as {
    value?: string | null
    problem?: string
  }
  if (problem !== undefined) throw new UserError('ERR_TOKEN_REFUSED', problem)
  return (value ?? '').replace(/^Bearer /, '')
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
      `The issuer of the local run, ${consoleUrl}, does not respond. Start the run again: npx serverless local`,
      { cause },
    )
  })
}

import type { TokenUse } from '../../providers/principal.ts'
import { UserError } from '../user-error.ts'
import { readRunState } from './run-state.ts'

export interface TokenRequest {
  /** @default 'access' */
  readonly use?: TokenUse | undefined
  /** A machine-to-machine access token, with no user. @default false */
  readonly client?: boolean | undefined
  /** Email of a local user, or the part before `@example.com`. Created if missing. @default 'alice@example.com' */
  readonly user?: string | undefined
  /** In this one token. @default the user's own groups */
  readonly groups?: readonly string[] | undefined
  /** Plain names, without a provider's prefix. @default every scope of the service that the user may have */
  readonly scopes?: readonly string[] | undefined
  /** Custom claims of this one token, as they are, added to the user's: `{ tenant_id: 'acme' }`. @default none */
  readonly claims?: Readonly<Record<string, unknown>> | undefined
}

/**
 * One token from the issuer of the local run on `stateDir`, as a sign-in would give it.
 *
 * @param warn is told what the provider would not issue so.
 * @throws {UserError} as `askIssuer` does; `ERR_TOKEN_REFUSED` with the issuer's reason.
 */
export async function requestToken(
  stateDir: string,
  request: TokenRequest,
  warn: (line: string) => void = () => {},
): Promise<string> {
  const response = await askIssuer(stateDir, { method: 'POST', path: '/_claimcheck/token', body: request })
  const answer = (await response.json().catch(() => ({}))) as {
    token?: string
    warnings?: string[]
    message?: string
  }
  for (const line of answer.warnings ?? []) warn(line)
  if (answer.token) return answer.token
  throw new UserError('ERR_TOKEN_REFUSED', answer.message ?? `The issuer answered ${response.status}.`)
}

/**
 * Breaks a token of the local run in the way that `id` names, as the console does.
 *
 * @returns the value of the `authorization` header; undefined for a request without one
 * @throws {UserError} as `askIssuer` does; `ERR_OPTION_INVALID` for an unknown id, with those that are known;
 * `ERR_TOKEN_REFUSED` for a token that cannot be broken so.
 */
export async function requestBrokenHeader(
  stateDir: string,
  token: string,
  id: string,
): Promise<string | undefined> {
  const ask = async (path: string, body?: object): Promise<unknown> =>
    (
      await askIssuer(stateDir, {
        method: body ? 'POST' : 'GET',
        path: `/_console/${path}`,
        body,
        headers: { 'sec-fetch-site': 'same-origin' },
      })
    ).json()
  const groups = (await ask('broken-tokens')) as { tokens: { id: string }[] }[]
  const ids = groups.flatMap(({ tokens }) => tokens.map((each) => each.id))
  if (!ids.includes(id))
    throw new UserError(
      'ERR_OPTION_INVALID',
      `There is no broken token "${id}". Known ones: ${ids.join(', ')}.`,
    )
  const { value, problem } = (await ask('broken-token', { id, token, routeKey: '' })) as {
    value?: string | null
    problem?: string
  }
  if (problem !== undefined) throw new UserError('ERR_TOKEN_REFUSED', problem)
  return value ?? undefined
}

/** The same as what comes after `Bearer `; empty for a request without a token. */
export async function requestBrokenToken(stateDir: string, token: string, id: string): Promise<string> {
  return ((await requestBrokenHeader(stateDir, token, id)) ?? '').replace(/^Bearer /, '')
}

/**
 * Asks the local run on `stateDir` for what a test needs: users, requests, a reset.
 *
 * @throws {UserError} as `askIssuer` does; `ERR_REQUEST_REFUSED` with the reason.
 */
export async function askRun(
  stateDir: string,
  { method, path, body }: Omit<IssuerRequest, 'headers'>,
): Promise<unknown> {
  const response = await askIssuer(stateDir, { method, path: `/_claimcheck${path}`, body })
  const answer = (await response.json().catch(() => ({}))) as { message?: string }
  if (response.ok) return answer
  throw new UserError('ERR_REQUEST_REFUSED', answer.message ?? `The run answered ${response.status}.`)
}

export interface IssuerRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** On the console's port. */
  readonly path: string
  /** Sent as JSON. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Asks the issuer of the local run on `stateDir`, with that run's key.
 *
 * @throws {UserError} `ERR_NOT_RUNNING` without a run or an answer, `ERR_NO_ISSUER` when the run accepts a real tenant's tokens.
 */
export async function askIssuer(
  stateDir: string,
  { method, path, body, headers }: IssuerRequest,
): Promise<Response> {
  const { consoleUrl, key } = await readRunState(stateDir)
  if (!consoleUrl || !key) {
    throw new UserError(
      'ERR_NO_ISSUER',
      "This run accepts a real tenant's tokens (--issuer): it signs none of its own, good or broken, and has no users and no " +
        'console. Get a token from the tenant, or start without --issuer.',
    )
  }
  return fetch(`${consoleUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch((cause: Error) => {
    throw new UserError(
      'ERR_NOT_RUNNING',
      `The issuer of the local run, ${consoleUrl}, does not respond. Start the run again: npx serverless local`,
      { cause },
    )
  })
}

import { setImmediate, setTimeout } from 'node:timers/promises'
import type { RequestDetails } from '../local/console/api-types.ts'
import type { UserDocument } from '../local/issuer/users/user-document.ts'
import { askRun, requestBrokenHeader, requestToken } from '../local/issuer-client.ts'
import { linkWithKey, type RunState } from '../local/run-state.ts'
import { UserError } from '../user-error.ts'
import type { LocalApi, TokenOptions } from './local-api.ts'
import type { SpawnedRun } from './spawn-run.ts'

export interface CreateLocalApiOptions {
  readonly stateDir: string
  readonly state: RunState
  readonly run: SpawnedRun
  readonly close: () => Promise<void>
}

/** For lines of a run that cannot be asked whether it has printed all. */
const printMs = 100

export function createLocalApi({ stateDir, state, run, close }: CreateLocalApiOptions): LocalApi {
  const { apiUrl: url, consoleUrl, key } = state
  const { lines, assertRunning } = run

  async function headerFor({ broken, ...request }: TokenOptions): Promise<string | undefined> {
    assertRunning()
    const token = await requestToken(stateDir, request)
    return broken === undefined ? `Bearer ${token}` : requestBrokenHeader(stateDir, token, broken)
  }

  async function ask<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    assertRunning()
    return (await askRun(stateDir, { method, path, body })) as T
  }

  async function allLines(): Promise<string[]> {
    if (run.isRunning()) await untilPrinted()
    return lines
  }

  /** What was printed before a request was answered is in the pipe by then, and read once other callbacks had their turn. */
  async function untilPrinted(): Promise<void> {
    if (!consoleUrl) return void (await setTimeout(printMs))
    await askRun(stateDir, { method: 'GET', path: '/users' })
    await setImmediate()
  }

  return {
    url,
    consoleUrl,
    consoleLink: consoleUrl && key && linkWithKey(consoleUrl, key),
    token: async (options = {}) => ((await headerFor(options)) ?? '').replace(/^Bearer /, ''),
    async fetch(path, { user, token = user === undefined ? undefined : { user }, ...init } = {}) {
      assertPath(path)
      assertRunning()
      const headers = new Headers(init.headers)
      const header = typeof token === 'string' ? `Bearer ${token}` : token && (await headerFor(token))
      if (header !== undefined) headers.set('authorization', header)
      return fetch(url + path, { ...init, headers })
    },
    users: {
      list: async () => (await ask<{ users: UserDocument[] }>('GET', '/users')).users,
      add: (user) => ask('POST', '/users', user),
    },
    requests: async () => (await ask<{ requests: RequestDetails[] }>('GET', '/requests')).requests,
    logs: async () => [...(await allLines())],
    async reset() {
      await ask('POST', '/reset', {})
      await allLines()
      lines.length = 0
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

function assertPath(path: string): void {
  if (path.startsWith('/')) return
  throw new UserError(
    'ERR_OPTION_INVALID',
    `The path is "${path}"; expected one that starts with a slash, such as /profile.`,
  )
}

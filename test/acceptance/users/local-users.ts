import { randomUUID } from 'node:crypto'
import { askIssuer, requestToken } from '../../../plugin/local/issuer-client.ts'
import { cacheTokens, type TokenKind, type Users } from './users.ts'

/**
 * Two new users of the embedded issuer that runs on `stateDir`: of `npm start`, or of a rehearsal.
 *
 * @throws {UserError} `ERR_NOT_RUNNING` (when a token is asked for) if nothing runs there.
 */
export function localUsers(stateDir: string): Users {
  const users = ['ada', 'bob'].map((name) => `${name}-${randomUUID()}@example.com`)
  const [ada, bob] = users.map((user) => cacheTokens((kind) => ask(stateDir, user, kind)))
  return {
    source: 'the embedded issuer',
    ada: ada as NonNullable<typeof ada>,
    bob: bob as NonNullable<typeof bob>,
    async close() {
      for (const user of users) await forgetUser(stateDir, user)
    },
  }
}

async function ask(stateDir: string, user: string, kind: TokenKind): Promise<string | undefined> {
  switch (kind) {
    case 'id':
      return requestToken(stateDir, { use: 'id', user })
    case 'access':
      return requestToken(stateDir, { use: 'access', user })
    case 'accessWithoutScope':
      return requestToken(stateDir, { use: 'access', user, scopes: ['openid'] })
    case 'client':
      return requestToken(stateDir, { client: true })
  }
}

/** Has the issuer forget a user, so that no account is left of a test. */
async function forgetUser(stateDir: string, user: string): Promise<void> {
  const response = await askIssuer(stateDir, { method: 'DELETE', path: '/_claimcheck/user', body: { user } })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`The issuer answered ${response.status} when asked to forget a user.`)
}

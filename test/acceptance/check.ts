import { AssertionError } from 'node:assert'
import { test } from 'node:test'
import { type AcceptContext, acceptContext } from './context.ts'
import type { TokenKind, User } from './users/users.ts'

/** One row of the table. A known difference of the target, or a missing token, is reported as such, never left out. */
export function check(name: string, run: (context: AcceptContext) => Promise<void>): void {
  test(name, async (row) => {
    const context = acceptContext()
    const difference = context.differences.get(name)
    try {
      await run(context)
    } catch (error) {
      if (error instanceof NoToken) return row.skip(error.message)
      if (difference && error instanceof AssertionError) return row.skip(`differs here: ${difference}`)
      throw error
    }
    if (difference) row.diagnostic(`"${name}" passes, although this target is listed as differing`)
  })
}

/** The token of that kind; the row is not checked when the source has none. */
export async function tokenOf(user: User, kind: TokenKind): Promise<string> {
  const token = await user.token(kind)
  if (token) return token
  throw new NoToken(`no ${tokenWords[kind]} available`)
}

/** Ada with a token, and no profile. */
export async function startWithoutProfile(
  { api, users }: AcceptContext,
  kind: TokenKind = 'id',
): Promise<string> {
  const token = await tokenOf(users.ada, kind)
  const deleted = await api.delete(await tokenOf(users.ada, 'access'))
  if (deleted.status !== 204) throw new Error(`Cannot start: DELETE /profile answered ${deleted.status}`)
  return token
}

const tokenWords: Readonly<Record<TokenKind, string>> = {
  id: 'id token',
  access: 'access token with profile.delete',
  accessWithoutScope: 'access token without profile.delete',
  client: 'machine-to-machine token',
}

class NoToken extends Error {}

import { AssertionError } from 'node:assert'
import { test } from 'node:test'
import { type AcceptContext, acceptContext } from './context.ts'
import type { Person, TokenKind } from './people/people.ts'

/** One row of the table. What the target is known to do otherwise, or has no token for, is told apart, never left out. */
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
    if (difference) row.diagnostic(`"${name}" holds, though this target is listed as differing`)
  })
}

/** The token of that kind; the row is not checked when the source has none. */
export async function tokenOf(person: Person, kind: TokenKind): Promise<string> {
  const token = await person.token(kind)
  if (token) return token
  throw new NoToken(`no ${tokenWords[kind]} to try it with`)
}

/** Ada with a token, and no profile. */
export async function startAfresh({ api, people }: AcceptContext, kind: TokenKind = 'id'): Promise<string> {
  const token = await tokenOf(people.ada, kind)
  const deleted = await api.delete(await tokenOf(people.ada, 'access'))
  if (deleted.status !== 204) throw new Error(`Cannot begin: DELETE /profile answered ${deleted.status}`)
  return token
}

const tokenWords: Readonly<Record<TokenKind, string>> = {
  id: 'id token',
  access: 'access token with profile.delete',
  accessWithoutScope: 'access token without profile.delete',
  client: 'token of a client by itself',
}

class NoToken extends Error {}

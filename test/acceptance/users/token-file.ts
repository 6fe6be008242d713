import { readFile } from 'node:fs/promises'
import { decodeJwt } from 'jose'
import { z } from 'zod'
import { UserError } from '../../../plugin/user-error.ts'
import { tokenKinds, type User, type Users } from './users.ts'

const UserTokens = z.partialRecord(z.enum(tokenKinds), z.string().trim().min(1))

const TokenFile = z.strictObject({ ada: UserTokens, bob: UserTokens.optional() })

type TokenFile = z.infer<typeof TokenFile>

/**
 * Tokens that were obtained beforehand, for a real stage: JSON such as `{ "ada": { "id": "eyJ...", "access": "eyJ..." } }`.
 *
 * @param given The name of a file, or the JSON itself.
 * @throws {UserError} when it cannot be read, is of another shape, or holds a token that has expired.
 */
export async function readTokens(given: string, nowMs = Date.now()): Promise<Users> {
  const text = given.trimStart().startsWith('{') ? given : await readText(given)
  const parsed = TokenFile.safeParse(parseJson(text))
  if (!parsed.success) throw notTokens(parsed.error.issues[0]?.path.join('.') || 'the whole')
  const { ada, bob = {} } = parsed.data
  assertNotExpired({ ada, bob }, nowMs)
  return { source: 'a file', ada: userWith(ada), bob: userWith(bob), close: async () => {} }
}

function userWith(tokens: TokenFile['ada']): User {
  return { token: async (kind) => tokens[kind] }
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      'ERR_TOKENS_INVALID',
      `${file} cannot be read (${error.code}). Name a file of tokens: --tokens FILE`,
    )
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function notTokens(where: string): UserError {
  const kinds = tokenKinds.join(', ')
  return new UserError(
    'ERR_TOKENS_INVALID',
    `The tokens do not have the expected shape (at ${where}). Expected: JSON with "ada" and, for a second user, "bob", ` +
      `each with any of ${kinds}.`,
  )
}

/** Reported once instead of in every check. A token that is not a JWT is left to the checks. */
function assertNotExpired(users: Record<'ada' | 'bob', TokenFile['ada']>, nowMs: number): void {
  for (const [name, tokens] of Object.entries(users)) {
    for (const [kind, token] of Object.entries(tokens)) {
      const expiresAt = expiryOf(token)
      if (expiresAt === undefined || expiresAt * 1000 > nowMs) continue
      const time = new Date(expiresAt * 1000).toISOString()
      throw new UserError(
        'ERR_TOKENS_INVALID',
        `${name}.${kind} has expired (${time}). Sign in again and put the new token there.`,
      )
    }
  }
}

function expiryOf(token: string): number | undefined {
  try {
    return decodeJwt(token).exp
  } catch {
    return undefined
  }
}

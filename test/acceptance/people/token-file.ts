import { readFile } from 'node:fs/promises'
import { decodeJwt } from 'jose'
import { z } from 'zod'
import { AcceptError } from '../accept-error.ts'
import { type People, type Person, tokenKinds } from './people.ts'

const PersonTokens = z.partialRecord(z.enum(tokenKinds), z.string().trim().min(1))

const TokenFile = z.strictObject({ ada: PersonTokens, bob: PersonTokens.optional() })

type TokenFile = z.infer<typeof TokenFile>

/**
 * Tokens that were fetched beforehand, for a real stage: JSON such as `{ "ada": { "id": "eyJ...", "access": "eyJ..." } }`.
 *
 * @param given The name of a file, or the JSON itself.
 * @throws {AcceptError} when it cannot be read, is of another shape, or holds a token that has expired.
 */
export async function readTokens(given: string, nowMs = Date.now()): Promise<People> {
  const text = given.trimStart().startsWith('{') ? given : await readText(given)
  const parsed = TokenFile.safeParse(parseJson(text))
  if (!parsed.success) throw notTokens(parsed.error.issues[0]?.path.join('.') || 'the whole')
  const { ada, bob = {} } = parsed.data
  refuseExpired({ ada, bob }, nowMs)
  return { source: 'a file', ada: personWith(ada), bob: personWith(bob), close: async () => {} }
}

function personWith(tokens: TokenFile['ada']): Person {
  return { token: async (kind) => tokens[kind] }
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new AcceptError(`${file} cannot be read (${error.code}). Name a file of tokens: --tokens FILE`)
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function notTokens(where: string): AcceptError {
  const kinds = tokenKinds.join(', ')
  return new AcceptError(
    `The tokens are not of the shape wanted (at ${where}). Wanted: JSON with "ada" and, for a second person, "bob", ` +
      `each with any of ${kinds}.`,
  )
}

/** Better said once than in every check. A token that is no JWT is the checks' business. */
function refuseExpired(people: Record<'ada' | 'bob', TokenFile['ada']>, nowMs: number): void {
  for (const [name, tokens] of Object.entries(people)) {
    for (const [kind, token] of Object.entries(tokens)) {
      const expiresAt = expiryOf(token)
      if (expiresAt === undefined || expiresAt * 1000 > nowMs) continue
      const time = new Date(expiresAt * 1000).toISOString()
      throw new AcceptError(
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

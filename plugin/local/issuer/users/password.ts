import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt)

/** What one guess at a password costs: the parameters of scrypt (RFC 7914 section 2). */
export interface PasswordCost {
  readonly N: number
  readonly r: number
  readonly p: number
}

/** One of OWASP's settings for password storage: 32 MiB and some tenths of a second. */
export const owaspCost: PasswordCost = { N: 2 ** 15, r: 8, p: 3 }
const maxmem = 64 * 1024 * 1024
const hashBytes = 32

/** A password as it is stored: `<salt>.<hash>`, both base64url, made with scrypt (RFC 7914). */
export async function hashPassword(password: string, cost = owaspCost): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password.normalize('NFKC'), salt, hashBytes, { ...cost, maxmem })
  return `${salt.toString('base64url')}.${hash.toString('base64url')}`
}

/** Whether a text may be what `hashPassword` made. */
export function isPasswordHash(text: string): boolean {
  const [salt = '', hash = '', ...more] = text.split('.')
  const bytes = (part: string) => (/^[\w-]+$/.test(part) ? Buffer.from(part, 'base64url').length : 0)
  return more.length === 0 && bytes(salt) >= 16 && bytes(hash) === hashBytes
}

/**
 * Whether the password is the stored one. Takes the same time without a stored one, so that the time an answer takes does
 * not tell whether an account exists.
 */
export async function verifyPassword(
  password: string,
  stored: string | undefined,
  cost = owaspCost,
): Promise<boolean> {
  const [salt, hash] = (stored ?? '').split('.', 2).map((part) => Buffer.from(part, 'base64url'))
  const given = await derive(password.normalize('NFKC'), salt ?? Buffer.alloc(16), hashBytes, {
    ...cost,
    maxmem,
  })
  return hash?.length === hashBytes && timingSafeEqual(given, hash)
}

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt)

/** OWASP password storage: N 2^15, r 8, p 3 costs 32 MiB and some tens of milliseconds. */
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 }
const hashBytes = 32

/** A password as it is stored: `<salt>.<hash>`, both base64url, made with scrypt (RFC 7914). */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password.normalize('NFKC'), salt, hashBytes, cost)
  return `${salt.toString('base64url')}.${hash.toString('base64url')}`
}

/**
 * Whether the password is the stored one. Takes the same time without a stored one, so that the time an answer takes does
 * not tell whether an account exists.
 */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [salt, hash] = (stored ?? '').split('.', 2).map((part) => Buffer.from(part, 'base64url'))
  const given = await derive(password.normalize('NFKC'), salt ?? Buffer.alloc(16), hashBytes, cost)
  return hash?.length === hashBytes && timingSafeEqual(given, hash)
}

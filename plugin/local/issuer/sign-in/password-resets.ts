import { createHash, randomInt, timingSafeEqual } from 'node:crypto'
import { normalizeEmail } from '../users/credentials.ts'

export const codeMinutes = 10
const codeMs = codeMinutes * 60 * 1000
const maxWrongCodes = 5
/** How many are remembered; the oldest go first. */
const maxEntries = 1000

/** A code that was asked for; also kept for an unknown email, so that the two cannot be told apart. */
interface Reset {
  readonly email: string
  readonly userId: string | undefined
  readonly digest: Buffer
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

/** What became of a code: whose it is, or why it is none. `over`: expired, never asked for, or tried too often. */
export type Redeemed = { readonly userId: string } | 'wrong' | 'over'

/**
 * The codes for new passwords. A code is good for the one sign-in (`uid`) that it was asked for in, once, for ten minutes.
 * After five wrong ones no code is accepted for that email until ten minutes after the first; asking again does not change that.
 */
export interface PasswordResets {
  /** A new code of six digits, for the owner of the email. `undefined` while that email is barred. */
  begin(uid: string, email: string, userId: string | undefined): string | undefined
  /** The email that this sign-in requested a code for. */
  emailOf(uid: string): string | undefined
  redeem(uid: string, code: string): Redeemed
}

/** @param now milliseconds since the epoch. */
export function createPasswordResets(now: () => number): PasswordResets {
  const resets = new Map<string, Reset>()
  const failures = new Map<string, { readonly count: number; readonly until: number }>()

  const failuresOf = (email: string) => {
    const known = failures.get(email)
    return known && known.until > now() ? known : { count: 0, until: now() + codeMs }
  }
  const barred = (email: string) => failuresOf(email).count >= maxWrongCodes

  function fail(email: string): Redeemed {
    const { count, until } = failuresOf(email)
    remember(failures, email, { count: count + 1, until })
    return barred(email) ? 'over' : 'wrong'
  }

  return {
    begin(uid, typed, userId) {
      const email = normalizeEmail(typed)
      const code = String(randomInt(10 ** 6)).padStart(6, '0')
      remember(resets, uid, { email, userId, digest: digestOf(code), expiresAt: now() + codeMs })
      return barred(email) ? undefined : code
    },
    emailOf: (uid) => resets.get(uid)?.email,
    redeem(uid, code) {
      const reset = resets.get(uid)
      if (!reset || reset.expiresAt <= now() || barred(reset.email)) return 'over'
      const right = timingSafeEqual(digestOf(code.replaceAll(/\s/g, '')), reset.digest)
      if (!right || !reset.userId) return fail(reset.email)
      resets.delete(uid)
      failures.delete(reset.email)
      return { userId: reset.userId }
    },
  }
}

function digestOf(code: string): Buffer {
  return createHash('sha256').update(code).digest()
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > maxEntries && oldest !== undefined) map.delete(oldest)
}

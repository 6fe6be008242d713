import { z } from 'zod'

const minPasswordLength = 8

const Email = z.email().max(254)

/** One spelling for one mailbox: no spaces around it, lower case, composed characters. */
export function normalizeEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase()
}

export function isEmail(text: string): boolean {
  return Email.safeParse(text).success
}

/** What to tell a person about an e-mail that is none. `undefined` if it is one. */
export function emailError(email: string): string | undefined {
  return isEmail(email.trim()) ? undefined : 'Enter an e-mail address, such as ada@example.com.'
}

/** What to tell a person about a new password that is too short. Length in characters, as a person counts them. */
export function newPasswordError(password: string): string | undefined {
  return [...password].length >= minPasswordLength
    ? undefined
    : `Choose a password of at least ${minPasswordLength} characters.`
}

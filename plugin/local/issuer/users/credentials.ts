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

/** The message for an invalid email. `undefined` for a valid one. */
export function emailError(email: string): string | undefined {
  return isEmail(email.trim()) ? undefined : 'Enter an email address, such as ada@example.com.'
}

/** The message for a new password that is too short. Length in characters as read, not in UTF-16 units. */
export function newPasswordError(password: string): string | undefined {
  return [...password].length >= minPasswordLength
    ? undefined
    : `Choose a password of at least ${minPasswordLength} characters.`
}

import { z } from 'zod'

const Email = z.email().max(254)

/** One spelling for one mailbox: no spaces around it, lower case, composed characters. */
export function normalizeEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase()
}

export function isEmail(text: string): boolean {
  return Email.safeParse(text).success
}

import { isEmail } from './credentials.ts'

const minPasswordLength = 8

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

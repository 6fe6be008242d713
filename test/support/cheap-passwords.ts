import type { PasswordCost } from '../../plugin/local/issuer/users/password.ts'

/** For tests in which people sign in, and nobody guesses. */
export const cheapPasswords: PasswordCost = { N: 2 ** 4, r: 8, p: 1 }

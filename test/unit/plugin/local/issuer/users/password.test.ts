import { describe, expect, test } from '@jest/globals'
import { hashPassword, verifyPassword } from '../../../../../../plugin/local/issuer/users/password.ts'
import { cheapPasswords } from '../../../../../support/cheap-passwords.ts'

describe('verifyPassword', () => {
  test('given a stored password, when the same one is given, then it is accepted, and another is not', async () => {
    const stored = await hashPassword('correct horse')
    expect(await verifyPassword('correct horse', stored)).toBe(true)
    expect(await verifyPassword('correct horsf', stored)).toBe(false)
  })

  test('given one password stored twice, when compared, then salt makes the two differ and hides the password', async () => {
    const [one, two] = await Promise.all([
      hashPassword('correct horse', cheapPasswords),
      hashPassword('correct horse', cheapPasswords),
    ])
    expect(one).not.toBe(two)
    expect(one).not.toContain('correct')
  })

  test('given a password typed with composed letters, when typed with combining ones, then it is the same', async () => {
    const stored = await hashPassword('café noir', cheapPasswords)
    expect(await verifyPassword('cafe\u0301 noir', stored, cheapPasswords)).toBe(true)
  })

  test.each([undefined, '', '.', 'AAAA', 'AAAA.AAAA'])(
    'given %j as stored, when verified, then nothing is accepted',
    async (stored) => {
      expect(await verifyPassword('', stored, cheapPasswords)).toBe(false)
    },
  )
})

import { beforeEach, describe, expect, test } from '@jest/globals'
import {
  createPasswordResets,
  type PasswordResets,
} from '../../../../../../plugin/local/issuer/sign-in/password-resets.ts'

const email = 'ada@example.com'
const userId = '11111111-2222-4333-8444-555555555555'
const minuteMs = 60_000

let clock = 0
let resets: PasswordResets

beforeEach(() => {
  clock = 1767225600_000
  resets = createPasswordResets(() => clock)
})

/** Another code of six digits. */
function not(code = ''): string {
  return String((Number(code) + 1) % 10 ** 6).padStart(6, '0')
}

describe('createPasswordResets', () => {
  test('given a code, when it comes back, then it is whose it was, and only once', () => {
    const code = resets.begin('one', email, userId) ?? ''
    expect(code).toMatch(/^\d{6}$/)
    expect(resets.redeem('one', code)).toEqual({ userId })
    expect(resets.redeem('one', code)).toBe('over')
  })

  test('given a code, when typed with spaces, then it is taken', () => {
    const code = resets.begin('one', email, userId) ?? ''
    expect(resets.redeem('one', ` ${code.slice(0, 3)} ${code.slice(3)} `)).toEqual({ userId })
  })

  test('given a code, when given in another sign-in, then refused', () => {
    const code = resets.begin('one', email, userId) ?? ''
    resets.begin('two', 'bob@example.com', undefined)
    expect(resets.redeem('two', code)).toBe('wrong')
    expect(resets.redeem('three', code)).toBe('over')
  })

  test('given a second code, when the first comes, then refused; the second is taken', () => {
    const first = resets.begin('one', email, userId) ?? ''
    const second = resets.begin('one', email, userId) ?? ''
    if (first !== second) expect(resets.redeem('one', first)).toBe('wrong')
    expect(resets.redeem('one', second)).toEqual({ userId })
  })

  test.each([
    ['just before ten minutes', 10 * minuteMs - 1, { userId }],
    ['at ten minutes', 10 * minuteMs, 'over'],
  ])('given a code, when it comes %s, then %j', (_when, laterMs, redeemed) => {
    const code = resets.begin('one', email, userId) ?? ''
    clock += laterMs
    expect(resets.redeem('one', code)).toEqual(redeemed)
  })

  test('given four wrong codes, when the right one comes, then taken', () => {
    const code = resets.begin('one', email, userId) ?? ''
    for (let tries = 0; tries < 4; tries += 1) expect(resets.redeem('one', not(code))).toBe('wrong')
    expect(resets.redeem('one', code)).toEqual({ userId })
  })

  test('given five wrong codes, when the right one comes, then refused, also in another sign-in, until ten minutes are over', () => {
    const code = resets.begin('one', email, userId) ?? ''
    const answers = Array.from({ length: 5 }, () => resets.redeem('one', not(code)))
    expect(answers).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'over'])
    expect(resets.redeem('one', code)).toBe('over')
    expect(resets.begin('two', ' Ada@Example.com', userId)).toBeUndefined()
    expect(resets.redeem('two', '000000')).toBe('over')
    clock += 10 * minuteMs
    const later = resets.begin('three', email, userId) ?? ''
    expect(resets.redeem('three', later)).toEqual({ userId })
  })

  test('given an email that no user has, when codes are tried, then the answers are those for a known one', () => {
    const code = resets.begin('one', 'eve@example.com', undefined) ?? ''
    expect(resets.emailOf('one')).toBe('eve@example.com')
    const answers = Array.from({ length: 5 }, () => resets.redeem('one', not(code)))
    expect(answers).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'over'])
  })

  test('given the very code of an email that no user has, when it comes, then it is a wrong one', () => {
    const code = resets.begin('one', 'eve@example.com', undefined) ?? ''
    expect(resets.redeem('one', code)).toBe('wrong')
  })
})

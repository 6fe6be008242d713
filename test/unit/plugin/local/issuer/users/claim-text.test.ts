import { describe, expect, test } from '@jest/globals'
import {
  formatClaims,
  parseClaim,
  parseClaims,
} from '../../../../../../plugin/local/issuer/users/claim-text.ts'

describe('parseClaim', () => {
  test.each([
    ['tenant_id=acme', ['tenant_id', 'acme']],
    ['https://example.com/tenant = acme ', ['https://example.com/tenant', 'acme']],
    ['custom:seats=12', ['custom:seats', 12]],
    ['text="12"', ['text', '12']],
    ['list=["a","b"]', ['list', ['a', 'b']]],
    ['isAdmin=true', ['isAdmin', true]],
    ['formula=a=b', ['formula', 'a=b']],
    ['empty=', ['empty', '']],
  ])('reads %s', (text, pair) => {
    expect(parseClaim(text)).toEqual(pair)
  })

  test.each(['tenant_id', '=acme', ''])('rejects %p', (text) => {
    expect(parseClaim(text)).toBeUndefined()
  })
})

describe('parseClaims', () => {
  test('reads one on each line', () => {
    expect(parseClaims('a=1\r\n\nb=x\n')).toEqual({ claims: { a: 1, b: 'x' } })
  })

  test.each([
    ['a=1\nb', 'Line 2 is not name=value.'],
    ['a=1\na=2', 'a is there twice.'],
  ])('rejects %j', (text, error) => {
    expect(parseClaims(text)).toEqual({ error })
  })

  test('reads what was formatted', () => {
    const claims = { a: 1, b: 'x y', c: '1', d: [{ e: null }], f: ' g', h: 'i\nj', k: '' }
    expect(parseClaims(formatClaims(claims))).toEqual({ claims })
  })
})

import { describe, expect, test } from '@jest/globals'
import { ClaimsError, toStringClaims } from '../../../providers/index.ts'

function nest(levels: number): unknown {
  return levels === 0 ? 'x' : [nest(levels - 1)]
}

describe('toStringClaims', () => {
  const rendered: [unknown, string][] = [
    ['text', 'text'],
    ['', ''],
    ['two words', 'two words'],
    ['[a b]', '[a b]'],
    [1767229200, '1767229200'],
    [9007199254740991, '9007199254740991'],
    [-1, '-1'],
    [0.5, '0.5'],
    [true, 'true'],
    [false, 'false'],
    [['admin', 'poweruser'], '[admin poweruser]'],
    [['admin'], '[admin]'],
    [[], '[]'],
    [[''], '[]'],
    [['a b', 'c'], '[a b c]'],
    [[['a'], ['b', 'c']], '[[a] [b c]]'],
    [[null, true, 7], '[<nil> true 7]'],
    [{ id: 'acme' }, 'map[id:acme]'],
    [{}, 'map[]'],
    [{ b: 'x', a: 1 }, 'map[a:1 b:x]'],
    [{ roles: ['admin', 'user'] }, 'map[roles:[admin user]]'],
    [[{ b: null, a: 1 }], '[map[a:1 b:<nil>]]'],
    [{ '\u{10000}': 2, '\u{ffff}': 1 }, 'map[\u{ffff}:1 \u{10000}:2]'],
  ]
  test.each(rendered)('given %j, when flattened, then it is %s', (value, text) => {
    expect(toStringClaims({ claim: value })).toEqual({ claim: text })
  })

  test('given a null claim, when flattened, then it is left out', () => {
    expect(toStringClaims({ sub: 'alice', middle_name: null })).toEqual({ sub: 'alice' })
  })

  test('given names out of order, when flattened, then they come in order', () => {
    expect(Object.keys(toStringClaims({ sub: 'a', 'cognito:groups': [], Zoe: 1, aud: 'b' }))).toEqual([
      'Zoe',
      'aud',
      'cognito:groups',
      'sub',
    ])
  })

  test('given a claim called __proto__, when flattened, then it is a claim and nothing else', () => {
    const flat = toStringClaims(JSON.parse('{"__proto__":{"admin":true}}'))

    expect(JSON.stringify(flat)).toBe('{"__proto__":"map[admin:true]"}')
    expect(flat.admin).toBeUndefined()
  })

  test('given 100 levels, when flattened, then they are kept', () => {
    expect(toStringClaims({ deep: nest(100) })).toEqual({ deep: `${'['.repeat(100)}x${']'.repeat(100)}` })
  })

  const endless: unknown[] = []
  endless.push(endless)
  const misshapen: [string, unknown][] = [
    ['101 levels', nest(101)],
    ['5000 levels', nest(5000)],
    ['a ring', endless],
    ['a bigint', 1n],
    ['a function', () => 'x'],
    ['a list of undefined', [undefined]],
    ['an object of undefined', { a: undefined }],
  ]
  test.each(misshapen)('given %s, when flattened, then it is refused', (_what, value) => {
    expect(() => toStringClaims({ claim: value })).toThrow(ClaimsError)
    expect(() => toStringClaims({ claim: value })).toThrow(
      expect.objectContaining({ code: 'ERR_CLAIM_MALFORMED' }),
    )
  })
})

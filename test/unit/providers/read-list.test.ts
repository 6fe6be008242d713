import { describe, expect, test } from '@jest/globals'
import { readList, readNames, readWords } from '../../../providers/read-list.ts'

describe('readList', () => {
  test.each([
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    ['[a b]', ['a', 'b']],
    ['[a]', ['a']],
    ['a', ['a']],
    ['my api', ['my api']],
    ['[', ['[']],
    ['[]', []],
    ['', []],
    [undefined, []],
    [null, []],
    [[null, '', {}, ['x'], 7], ['7']],
    [7, ['7']],
  ])('given %j, when read, then it is %j', (value, list) => {
    expect(readList({ aud: value }, 'aud')).toEqual(list)
  })
})

describe('readWords', () => {
  test.each([
    ['openid email', ['openid', 'email']],
    [' openid  email ', ['openid', 'email']],
    ['[openid email]', ['openid', 'email']],
    [
      ['openid', 'email'],
      ['openid', 'email'],
    ],
    [['openid email'], ['openid', 'email']],
    ['[]', []],
    [undefined, []],
  ])('given %j, when read, then it is %j', (value, words) => {
    expect(readWords({ scope: value }, 'scope')).toEqual(words)
  })
})

describe('readNames', () => {
  test.each([
    [
      ['admin', 'Billing Team'],
      ['admin', 'Billing Team'],
    ],
    [
      ['[a]', '<nil>', 'map[a:1]'],
      ['[a]', '<nil>', 'map[a:1]'],
    ],
    [[], []],
    [['', null, {}, ['x']], []],
    ['[]', []],
    ['[admin]', ['admin']],
    ['[Support\u00a0Team]', ['Support\u00a0Team']],
    ['admin', ['admin']],
    ['Billing Team', ['Billing Team']],
    ['', []],
    [undefined, []],
    [null, []],
  ])('given %j, when read, then it is certainly %j', (value, names) => {
    expect(readNames({ groups: value }, 'groups')).toEqual({ names, ambiguous: false })
  })

  test.each([
    ['[admin billing]'],
    ['[Billing Team]'],
    ['[ ]'],
    ['[admin ]'],
    ['[[a]]'],
    ['[[a b]]'],
    ['[a]]'],
    ['[[a]'],
    ['[<nil>]'],
    ['[map[a:1]]'],
    ['map[a:1]'],
    [{ a: 1 }],
  ])('given %j, when read, then it is ambiguous and names nobody', (value) => {
    expect(readNames({ groups: value }, 'groups')).toEqual({ names: [], ambiguous: true })
  })
})

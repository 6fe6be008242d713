import { describe, expect, test } from '@jest/globals'
import { readList, readNames, readNamesAt, readWords } from '../../../providers/read-list.ts'

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

describe('readNamesAt', () => {
  const names = (...list: string[]) => ({ names: list, ambiguous: false })
  const roles = { realm_access: { roles: ['admin', 'Billing Team'] } }

  test.each<[string, object, string, object]>([
    ['a nested claim', roles, 'realm_access.roles', names('admin', 'Billing Team')],
    ['two levels', { a: { b: { c: ['x'] } } }, 'a.b.c', names('x')],
    [
      'a name on the way that holds a dot',
      { r: { 'my.app': { roles: ['x'] } } },
      'r.my.app.roles',
      names('x'),
    ],
    ['a URL', { 'https://example.com/groups': ['x'] }, 'https://example.com/groups', names('x')],
    [
      'a claim in one with a URL for a name',
      { 'https://example.com/app': { roles: ['x'] } },
      'https://example.com/app.roles',
      names('x'),
    ],
    ['the exact name first', { 'a.b': ['exact'], a: { b: ['nested'] } }, 'a.b', names('exact')],
    ['an exact name that says nothing', { 'a.b': null, a: { b: ['nested'] } }, 'a.b', names('nested')],
    ['an exact name with an empty list', { 'a.b': [], a: { b: ['nested'] } }, 'a.b', names()],
    ['the longest beginning', { 'a.b': { c: ['long'] }, a: { b: { c: ['short'] } } }, 'a.b.c', names('long')],
    ['a single name', { a: { b: 'x' } }, 'a.b', names('x')],
    ['nothing there', { a: {} }, 'a.b', names()],
    ['a path into text', { a: 'x' }, 'a.b', names()],
    ['a path into a list', { a: ['b'] }, 'a.0', names()],
    ['inherited names', { a: {} }, 'a.constructor.name', names()],
    ['no path', { '': ['x'] }, '', names()],
    ['a path that ends in a dot', { a: { '': ['x'] } }, 'a.', names()],
  ])('reads %s', (_, claims, path, expected) => {
    expect(readNamesAt(Object.assign(Object.create(null), claims), path)).toEqual(expected)
  })

  test("an object in the gateway's text is ambiguous, never guessed", () => {
    expect(readNamesAt({ realm_access: 'map[roles:[admin]]' }, 'realm_access.roles')).toEqual({
      names: [],
      ambiguous: true,
    })
  })
})

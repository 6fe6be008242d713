import { describe, expect, test } from '@jest/globals'
import { type AuthOptions, assertAuthOptions } from '../../../../src/auth/auth-options.ts'

describe('assertAuthOptions', () => {
  test.each<AuthOptions>([
    {},
    { tokenUse: 'id', kind: 'user', groups: ['a b'] },
    { tokenUse: 'access', kind: 'client', scopes: ['a', 'b'], permissions: ['p'] },
    { scopes: undefined } as unknown as AuthOptions,
  ])('given %j, when checked, then nothing happens', (options) => {
    expect(() => assertAuthOptions(options)).not.toThrow()
  })

  test.each<[unknown, RegExp]>([
    [{ scope: ['a'] }, /unknown option scope/],
    [{ tokenUse: 'refresh' }, /auth.tokenUse/],
    [{ kind: 'machine' }, /auth.kind/],
    [{ scopes: [] }, /auth.scopes/],
    [{ scopes: 'a' }, /auth.scopes/],
    [{ scopes: ['a b'] }, /auth.scopes: "a b"/],
    [{ scopes: ['a"'] }, /auth.scopes/],
    [{ groups: [] }, /auth.groups/],
    [{ groups: [''] }, /auth.groups/],
    [{ groups: [7] }, /auth.groups/],
    [{ permissions: null }, /auth.permissions/],
    [{ tokenUse: 'id', scopes: ['a'] }, /id token has neither scopes/],
    [{ tokenUse: 'id', permissions: ['a'] }, /id token has neither scopes/],
    [{ tokenUse: 'id', kind: 'client' }, /never have an id token/],
  ])('given %j, when checked, then it is a mistake that names the option', (options, message) => {
    expect(() => assertAuthOptions(options as AuthOptions)).toThrow(TypeError)
    expect(() => assertAuthOptions(options as AuthOptions)).toThrow(message)
  })
})

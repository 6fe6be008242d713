import { describe, expect, test } from '@jest/globals'
import { readTokenRequest } from '../../../../plugin/commands/token.ts'

const refusal = (words: string) =>
  expect.objectContaining({ code: 'ERR_OPTION_INVALID', message: expect.stringContaining(words) })

describe('readTokenRequest', () => {
  test('nothing: an access token, and the rest as the issuer does by default', () => {
    expect(readTokenRequest({})).toEqual({ use: 'access' })
  })

  test('passes every option on', () => {
    const options = { use: 'id', user: 'bo@example.com', group: ['admin'], scope: ['profile.delete'] }

    expect(readTokenRequest(options)).toEqual({
      use: 'id',
      user: 'bo@example.com',
      groups: ['admin'],
      scopes: ['profile.delete'],
    })
  })

  test('custom claims are JSON where they parse, else text', () => {
    const claim = ['custom:tenant=acme', 'seats=12', 'https://example.com/t=["a"]']

    expect(readTokenRequest({ claim }).claims).toEqual({
      'custom:tenant': 'acme',
      seats: 12,
      'https://example.com/t': ['a'],
    })
  })

  test('rejects a claim without a name or a value, and does not repeat it', () => {
    const reject = () => readTokenRequest({ claim: ['a=1', 'secret'] })
    expect(reject).toThrow(refusal('--claim number 2 is not name=value'))
    expect(reject).toThrow(expect.not.objectContaining({ message: expect.stringContaining('secret') }))
  })

  test('rejects another token use, naming both', () => {
    expect(() => readTokenRequest({ use: 'refresh' })).toThrow(refusal('id or access'))
  })

  test('a machine-to-machine token has scopes, and nothing that only users have', () => {
    expect(readTokenRequest({ client: true, scope: ['a'] })).toEqual({
      use: 'access',
      client: true,
      scopes: ['a'],
    })
    for (const more of [{ use: 'id' }, { user: 'ada' }, { group: ['admin'] }]) {
      expect(() => readTokenRequest({ client: true, ...more })).toThrow(refusal('machine-to-machine'))
    }
  })
})

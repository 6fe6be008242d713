import { describe, expect, test } from '@jest/globals'
import { readPort, readTenant, readTokenRequest } from '../../../../plugin/commands/options.ts'

const refusal = (words: string) =>
  expect.objectContaining({ code: 'ERR_OPTION_INVALID', message: expect.stringContaining(words) })

describe('readPort', () => {
  test.each([
    [undefined, 3000],
    ['8080', 8080],
    ['65535', 65_535],
  ])('given %p, when read, then the port is %p', (given, port) => {
    expect(readPort({ port: given }, 'port', 3000)).toBe(port)
  })

  test.each(['0', '65536', '-1', '80.5', 'http', ''])(
    'given %p, when read, then it is refused by name',
    (given) => {
      expect(() => readPort({ port: given }, 'port', 3000)).toThrow(refusal('--port'))
    },
  )
})

describe('readTenant', () => {
  test('given neither option, when read, then the embedded issuer stands', () => {
    expect(readTenant({})).toBeUndefined()
  })

  test('given both, when read, then the issuer is kept to the slash and the audiences are split', () => {
    const options = { issuer: 'https://example.eu.auth0.com/', audience: 'https://api.example.com, client1' }

    expect(readTenant(options)).toEqual({
      issuer: 'https://example.eu.auth0.com/',
      audience: ['https://api.example.com', 'client1'],
    })
  })

  test.each([
    [{ issuer: 'https://example.eu.auth0.com/' }, 'go together'],
    [{ audience: 'api' }, 'go together'],
    [{ issuer: 'https://example.eu.auth0.com/', audience: ' , ' }, 'go together'],
    [{ issuer: 'http://example.eu.auth0.com/', audience: 'api' }, 'https'],
    [{ issuer: 'example.eu.auth0.com', audience: 'api' }, 'https'],
  ])('given %j, when read, then it is refused', (options, words) => {
    expect(() => readTenant(options)).toThrow(refusal(words))
  })
})

describe('readTokenRequest', () => {
  test('given nothing, when read, then it asks for an access token and leaves the rest to the issuer', () => {
    expect(readTokenRequest({})).toEqual({ use: 'access' })
  })

  test('given every option, when read, then all of them are asked for', () => {
    const options = { use: 'id', user: 'bo@example.com', group: ['admin'], scope: ['profile.delete'] }

    expect(readTokenRequest(options)).toEqual({
      use: 'id',
      user: 'bo@example.com',
      groups: ['admin'],
      scopes: ['profile.delete'],
    })
  })

  test('given another token use, when read, then it is refused with the two there are', () => {
    expect(() => readTokenRequest({ use: 'refresh' })).toThrow(refusal('id or access'))
  })

  test('given a client by itself, when read, then it may choose its scopes and nothing that a person has', () => {
    expect(readTokenRequest({ client: true, scope: ['a'] })).toEqual({
      use: 'access',
      client: true,
      scopes: ['a'],
    })
    for (const more of [{ use: 'id' }, { user: 'ada' }, { group: ['admin'] }]) {
      expect(() => readTokenRequest({ client: true, ...more })).toThrow(refusal('a client by itself'))
    }
  })
})

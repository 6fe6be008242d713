import { beforeAll, describe, expect, test } from '@jest/globals'
import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK, type JWK } from 'jose'
import type { TokenRecipe } from '../../../conformance/case-shape.ts'
import { makeToken } from '../../../conformance/issuer/make-token.ts'
import { makeSigningKeys, type SigningKeys } from '../../../conformance/issuer/signing-keys.ts'

let keys: SigningKeys

beforeAll(async () => {
  keys = await makeSigningKeys()
})

function make(recipe: TokenRecipe): string {
  return makeToken(recipe, {
    keys,
    names: new Map([['issuer.main', 'https://issuer.example.com']]),
    nowSeconds: 1_000,
  })
}

async function verifies(token: string, key: keyof SigningKeys, alg: string): Promise<boolean> {
  const publicKey = await importJWK(keys[key].publicJwk as JWK, alg)
  return compactVerify(token, publicKey, { algorithms: [alg] }).then(
    () => true,
    () => false,
  )
}

describe('makeToken', () => {
  test('given an empty recipe, when made, then the token is good', async () => {
    const token = make({})

    expect(await verifies(token, 'current', 'RS256')).toBe(true)
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'RS256', kid: 'key-1', typ: 'JWT' })
    expect(decodeJwt(token)).toMatchObject({ iss: 'https://issuer.example.com', iat: 940, exp: 4_600 })
  })

  test.each([
    ['RS384', 'unmarked'],
    ['RS512', 'unmarked'],
    ['PS256', 'unmarked'],
    ['ES256', 'ec'],
  ] as const)('given %s by %s, when made, then it verifies as such', async (signed, key) => {
    expect(await verifies(make({ signed, key }), key, signed)).toBe(true)
  })

  test.each(['for other claims', 'with a bit flipped', 'not at all'] as const)(
    'given a signature %s, when made, then it does not verify',
    async (signed) => {
      expect(await verifies(make({ signed }), 'current', 'RS256')).toBe(false)
    },
  )

  test('given claims and header laid over, when made, then those marked absent are gone', () => {
    const token = make({
      header: { kid: { $absent: true }, typ: 'at+jwt' },
      claims: { scope: { $absent: true }, nickname: null, exp: '{{now+5}}' },
    })

    expect(decodeProtectedHeader(token)).toEqual({ alg: 'RS256', typ: 'at+jwt' })
    expect(decodeJwt(token)).toMatchObject({ nickname: null, exp: 1_005 })
    expect(decodeJwt(token)).not.toHaveProperty('scope')
  })

  test('given texts, when made, then they are signed as they stand', () => {
    const [header = '', payload = ''] = make({
      headerText: 'no json',
      payloadText: '{"a":1e400,{{claims}}}',
    }).split('.')

    expect(Buffer.from(header, 'base64url').toString()).toBe('no json')
    expect(Buffer.from(payload, 'base64url').toString()).toMatch(/^\{"a":1e400,"sub":/)
  })

  test('given a replacement, when made, then it is done on the whole token', () => {
    expect(make({ replace: ['\\.[^.]+$', '.x'] })).toMatch(/^ey[^.]+\.ey[^.]+\.x$/)
  })

  test('given a raw token, when made, then it is that', () => {
    expect(make({ raw: 'abc' })).toBe('abc')
  })

  test('given a key that there is not, when made, then it throws', () => {
    expect(() => make({ key: 'toString' })).toThrow('No key is called "toString"')
  })
})

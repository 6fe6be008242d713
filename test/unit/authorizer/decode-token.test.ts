import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { decodeToken } from '../../../authorizer/decode-token.ts'
import { toStringClaims } from '../../../providers/index.ts'

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('decoding a token', () => {
  test('given any header and claims, when they are decoded, then they are the same', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue())
    fc.assert(
      fc.property(object, object, fc.uint8Array({ minLength: 1 }), (header, claims, signature) => {
        const token = `${encode(header)}.${encode(claims)}.${Buffer.from(signature).toString('base64url')}`
        expect(decodeToken(token)).toEqual({
          kind: 'decoded',
          header: JSON.parse(JSON.stringify(header)),
          claims: JSON.parse(JSON.stringify(claims)),
          stringClaims: toStringClaims(JSON.parse(JSON.stringify(claims))),
        })
      }),
    )
  })

  test('given any text, when it is decoded, then nothing is thrown', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.base64String()).map((parts) => parts.join('.')),
        ),
        (text) => {
          expect(['decoded', 'refused']).toContain(decodeToken(text).kind)
        },
      ),
    )
  })

  test('given a good token, when one character is put in anywhere, then it is refused or says something else', () => {
    const token = `${encode({ alg: 'RS256' })}.${encode({ sub: 'a' })}.${Buffer.alloc(8, 1).toString('base64url')}`
    const good = decodeToken(token)
    expect(good.kind).toBe('decoded')
    for (const character of ['=', ' ', '\n', '.', '+', '/', '&', '\0', 'é']) {
      for (let index = 0; index <= token.length; index += 1) {
        const spoiled = token.slice(0, index) + character + token.slice(index)
        expect(decodeToken(spoiled).kind).toBe('refused')
      }
    }
  })
})

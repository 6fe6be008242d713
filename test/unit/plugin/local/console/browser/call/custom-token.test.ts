import { describe, expect, test } from '@jest/globals'
import { checkPart, customFrom } from '../../../../../../../plugin/local/console/browser/call/custom-token.ts'
import { laterToken } from '../../../../../../../plugin/local/console/browser/call/later-token.ts'

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const header = { alg: 'RS256', kid: 'one' }
const claims = { sub: 'ada', exp: 10_000, iat: 6_400, nbf: 6_400, auth_time: 6_000, updated_at: 5_000 }
const token = `${base64url(header)}.${base64url(claims)}.c2ln`

describe('a custom token', () => {
  test('starts as the one that it is made from, to be signed by the issuer', () => {
    const custom = customFrom('id', token)

    expect({ from: custom.from, signing: custom.signing }).toEqual({ from: 'id', signing: 'issuer' })
    expect([JSON.parse(custom.header), JSON.parse(custom.payload)]).toEqual([header, claims])
  })

  test.each(['{}', '{"sub": "ada"}'])('%s is a part of a token', (text) => {
    expect(checkPart(text)).toBe('')
  })

  test.each([
    ['', /^Not JSON: .*end of JSON/],
    ['{"sub": }', /^Not JSON: .*\}/],
    ["{'sub': 1}", /^Not JSON: /],
    ['[1]', /JSON object/],
    ['"text"', /JSON object/],
    ['null', /JSON object/],
  ])('%j is named as what it is', (text, words) => {
    expect(checkPart(text)).toMatch(words)
  })
})

describe('a call that is tried later', () => {
  test('has the times that are compared with a clock moved back, and nothing else', () => {
    const { header: head, payload } = laterToken(token, 7_200)

    expect(JSON.parse(head)).toEqual(header)
    expect(JSON.parse(payload)).toEqual({
      ...claims,
      exp: claims.exp - 7_200,
      iat: claims.iat - 7_200,
      nbf: claims.nbf - 7_200,
      auth_time: claims.auth_time - 7_200,
    })
  })

  test('leaves alone what is no time', () => {
    const odd = `${base64url(header)}.${base64url({ exp: 'soon' })}.c2ln`

    expect(JSON.parse(laterToken(odd, 300).payload)).toEqual({ exp: 'soon' })
  })
})

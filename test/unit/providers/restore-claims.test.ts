import { describe, expect, test } from '@jest/globals'
import { toStringClaims } from '../../../providers/index.ts'
import { restoreClaims } from '../../../providers/restore-claims.ts'
import { encodeToken } from './token-fixture.ts'

const claims = {
  iss: 'https://issuer.example',
  sub: 'alice',
  groups: ['admin', 'Billing Team'],
  exp: 1767229200,
}
const inHeader = '$request.header.Authorization'
const token = encodeToken(claims)
const passed = toStringClaims(claims)

function sourceOf(authorization: unknown, identitySource: string | undefined = inHeader): string {
  // A header is text in every event; what else is tried here must not be believed either.
  return restoreClaims(
    { claims: passed, scopes: null, authorization: authorization as string },
    identitySource,
  ).claimsSource
}

function sourceFor(decoded: unknown, gatewayClaims: Record<string, unknown>): string {
  const authorization = `Bearer ${encodeToken(decoded)}`
  return restoreClaims({ claims: gatewayClaims, scopes: null, authorization }, inHeader).claimsSource
}

describe('restoreClaims', () => {
  test('given the verified token in the header, when restored, then the claims have their types', () => {
    const restored = restoreClaims(
      { claims: passed, scopes: null, authorization: `Bearer ${token}` },
      inHeader,
    )

    expect(restored).toEqual({ claims, claimsSource: 'token' })
  })

  test('given no header, when restored, then the claims stay text', () => {
    const restored = restoreClaims({ claims: passed, scopes: null, authorization: undefined }, inHeader)

    expect(restored).toEqual({ claims: passed, claimsSource: 'string-claims' })
  })

  test.each([
    ['Bearer and the token', `Bearer ${token}`],
    ['the bare token', token],
  ])('given %s, when restored, then it is believed', (_what, header) => {
    expect(sourceOf(header)).toBe('token')
  })

  test.each([
    ['no text', 7],
    ['a list of headers', [`Bearer ${token}`]],
    ['two headers joined', `Bearer ${token},Bearer ${token}`],
    ['two headers joined with a blank', `${token}, ${token}`],
    ['another scheme', `Basic ${token}`],
    ['bearer in small letters', `bearer ${token}`],
    ['two blanks', `Bearer  ${token}`],
    ['a blank before', ` ${token}`],
    ['a blank after', `${token} `],
    ['a line end after', `${token}\n`],
    ['four parts', `${token}.x`],
    ['two parts', token.split('.').slice(0, 2).join('.')],
    ['no signature', token.replace(/[^.]*$/, '')],
    ['characters outside base64url', token.replace('.', '.+/')],
    ['a payload that is not JSON', `a.${Buffer.from('{').toString('base64url')}.c`],
    ['a payload that is a list', `a.${Buffer.from('[]').toString('base64url')}.c`],
    ['a payload that is null', `a.${Buffer.from('null').toString('base64url')}.c`],
  ])('given %s in the header, when restored, then it is not believed', (_what, header) => {
    expect(sourceOf(header)).toBe('string-claims')
  })

  test('reads no header where nobody has said which one was verified', () => {
    const identity = { claims: passed, scopes: null, authorization: `Bearer ${token}` }

    expect(restoreClaims(identity).claimsSource).toBe('string-claims')
    expect(restoreClaims(identity, undefined).claimsSource).toBe('string-claims')
    expect(restoreClaims(identity, inHeader).claimsSource).toBe('token')
  })

  test.each([
    ['method.request.header.Authorization', 'token'],
    ['method.request.querystring.token', 'string-claims'],
    ['request.header.Authorization', 'string-claims'],
    ['$request.header.Authorization', 'token'],
    ['$request.header.authorization', 'token'],
    ['$request.header.AUTHORIZATION', 'token'],
    ['$request.header.X-Token', 'string-claims'],
    ['$request.header.Authorization2', 'string-claims'],
    ['$request.Header.Authorization', 'string-claims'],
    ['Authorization', 'string-claims'],
    ['$request.querystring.token', 'string-claims'],
    ['$request.querystring.Authorization', 'string-claims'],
    ['$request.header.Authorization,$request.querystring.token', 'string-claims'],
    ['', 'string-claims'],
  ])(
    'given the identity source %s, when the header fits, then the source is %s',
    (identitySource, source) => {
      expect(sourceOf(`Bearer ${token}`, identitySource)).toBe(source)
    },
  )

  test('given another identity source and a forged header that fits the text, then its groups are not believed', () => {
    const verified = toStringClaims({ ...claims, groups: ['admin assistants'] })
    const authorization = `Bearer ${encodeToken({ ...claims, groups: ['admin', 'assistants'] })}`
    const identity = { claims: verified, scopes: null, authorization }

    expect(restoreClaims(identity, '$request.querystring.token')).toEqual({
      claims: verified,
      claimsSource: 'string-claims',
    })
    // The same header on the same text would fit: that is why the identity source has to be asked.
    expect(restoreClaims(identity, inHeader).claims.groups).toEqual(['admin', 'assistants'])
  })

  test.each([
    ['a list in another order', { roles: ['a', 'b c', 'd'] }, { roles: '[d a b c]' }, 'token'],
    ['a list of lists in another order', { roles: [['a'], ['b']] }, { roles: '[[b] [a]]' }, 'token'],
    ['a list with one more', { roles: ['a', 'b'] }, { roles: '[a b c]' }, 'string-claims'],
    ['a list with one less', { roles: ['a', 'b'] }, { roles: '[a]' }, 'string-claims'],
    ['a list with one twice', { roles: ['a', 'b', 'b'] }, { roles: '[a a b]' }, 'string-claims'],
    ['a list without brackets', { roles: ['a', 'b'] }, { roles: 'xa by' }, 'string-claims'],
    ['a list in other brackets', { roles: ['a', 'b'] }, { roles: '(a b]' }, 'string-claims'],
    ['a list that is not closed', { roles: ['a', 'b'] }, { roles: '[a b)' }, 'string-claims'],
    ['an empty list', { roles: [] }, { roles: '[]' }, 'token'],
    ['an empty list for an empty text', { roles: [] }, { roles: '' }, 'string-claims'],
    ['a text that looks like a list', { roles: '[a b]' }, { roles: '[b a]' }, 'string-claims'],
    ['an object', { org: { b: 1, a: [true] } }, { org: 'map[a:[true] b:1]' }, 'token'],
    ['another object', { org: { a: 1 } }, { org: 'map[a:2]' }, 'string-claims'],
    ['a flag', { ok: true }, { ok: 'true' }, 'token'],
    ['another flag', { ok: false }, { ok: 'true' }, 'string-claims'],
    ['a null left out', { sub: 'a', x: null }, { sub: 'a' }, 'token'],
    ['a null on both sides', { sub: 'a', x: null }, { sub: 'a', x: null }, 'token'],
    ['a null passed as text', { sub: 'a', x: null }, { sub: 'a', x: '<nil>' }, 'string-claims'],
    ['a claim left out', { sub: 'a', x: 1 }, { sub: 'a' }, 'string-claims'],
    ['a claim of another name', { sub: 'a', x: '1' }, { sub: 'a', y: '1' }, 'string-claims'],
    ['an inherited name', { constructor: 'x' }, { sub: 'x' }, 'string-claims'],
    ['no claims at all', {}, {}, 'token'],
  ])(
    'given %s, when restored, then only what was passed is believed',
    (_what, decoded, gatewayClaims, source) => {
      expect(sourceFor(decoded, gatewayClaims)).toBe(source)
    },
  )

  test.each([
    [1767229200, '1767229200', 'token'],
    [1767229200, '1.7672292e+09', 'token'],
    [1, '1.0', 'token'],
    [1000, '1e3', 'token'],
    [-5, '-5', 'token'],
    [0.5, '0.5', 'token'],
    [1e21, '1e+21', 'token'],
    [1767229200, '1767229201', 'string-claims'],
    [1, '0x1', 'string-claims'],
    [1, ' 1', 'string-claims'],
    [0, '', 'string-claims'],
  ])('given the number %d passed as %s, when restored, then the source is %s', (value, text, source) => {
    expect(sourceFor({ n: value }, { n: text })).toBe(source)
  })

  test.each([['12345678901234567890'], ['1e400'], ['0.10000000000000000001']])(
    'given the number %s, which JavaScript would round, when restored, then the text keeps it',
    (digits) => {
      const payload = Buffer.from(`{"n":${digits}}`).toString('base64url')

      const restored = restoreClaims(
        { claims: { n: digits }, scopes: null, authorization: `a.${payload}.c` },
        inHeader,
      )

      expect(restored).toEqual({ claims: { n: digits }, claimsSource: 'string-claims' })
    },
  )

  test.each([
    ['the same types', { roles: ['a', 'b'], n: 1, org: { a: 1 } }, 'token'],
    ['another split of the same words', { roles: ['a b'], n: 1, org: { a: 1 } }, 'string-claims'],
    ['text in part', { roles: '[a b]', n: 1, org: { a: 1 } }, 'token'],
    ['another number', { roles: ['a', 'b'], n: 2, org: { a: 1 } }, 'string-claims'],
  ])(
    'given claims that an emulator passes with %s, when restored, then exactly those are believed',
    (_what, typed, source) => {
      expect(sourceFor({ roles: ['a', 'b'], n: 1, org: { a: 1 } }, typed)).toBe(source)
    },
  )

  test('given a token nested deeper than any stack, when restored, then it is not believed', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const payload = Buffer.from(`{"deep":${deep}}`).toString('base64url')

    const restored = restoreClaims(
      { claims: { deep }, scopes: null, authorization: `a.${payload}.c` },
      inHeader,
    )

    expect(restored.claimsSource).toBe('string-claims')
  })

  test.each([[undefined], [`Bearer ${encodeToken({ sub: 'a' })}`]])(
    'given claims from either source, when an inherited name is asked for, then there is none',
    (authorization) => {
      const restored = restoreClaims({ claims: { sub: 'a' }, scopes: null, authorization }, inHeader)

      expect(restored.claims.constructor).toBeUndefined()
      expect(Object.getPrototypeOf(restored.claims)).toBeNull()
    },
  )

  test.each([[undefined], [null], ['text'], [[]], [7]])(
    'given %j for claims, when restored, then it is refused',
    (none) => {
      const identity = { claims: none as never, scopes: null, authorization: `Bearer ${token}` }

      expect(() => restoreClaims(identity, inHeader)).toThrow(
        expect.objectContaining({ code: 'ERR_CLAIMS_ABSENT' }),
      )
    },
  )
})

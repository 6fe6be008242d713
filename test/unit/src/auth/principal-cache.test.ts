import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { type GatewayIdentity, toStringClaims } from '../../../../providers/index.ts'
import { cachePrincipals } from '../../../../src/auth/principal-cache.ts'
import { identities } from '../../../support/lambda.ts'

const options = { provider: 'cognito', identitySource: '$request.header.Authorization' } as const
const groups = ['admins', 'support tier']

/** What the gateway passes of a token with these claims, and the token. */
function identityWith(changes: Record<string, unknown> = {}): GatewayIdentity {
  const claims = { ...identities.cognito.id, 'cognito:groups': groups, ...changes }
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
  return {
    claims: toStringClaims(claims),
    scopes: null,
    authorization: `Bearer e30.${payload}.${signatureOf(payload)}`,
  }
}

/** As good as a signature here: another one with each payload. */
function signatureOf(payload: string): string {
  return createHash('sha256').update(payload).digest('base64url')
}

describe('cachePrincipals', () => {
  test('given a caller who comes back, when read, then it is the same principal, which nobody can change', () => {
    const read = cachePrincipals(options)

    const first = read(identityWith())

    expect(read(identityWith())).toBe(first)
    expect(first).toMatchObject({ claimsSource: 'token', groups })
    expect(() => Object.assign(first.claims['cognito:groups'] as string[], { 0: 'root' })).toThrow(TypeError)
  })

  test.each<[string, Partial<GatewayIdentity>]>([
    ['another claim', { claims: toStringClaims({ ...identities.cognito.id, 'cognito:groups': ['others'] }) }],
    ['one claim more', { claims: { ...identityWith().claims, more: '1' } }],
    ['one claim less', { claims: toStringClaims(identities.cognito.id) }],
  ])('given the same token with %s passed, when read, then what was passed counts', (_what, change) => {
    const read = cachePrincipals(options)
    const first = read(identityWith())

    const other = read({ ...identityWith(), ...change })

    expect(other).not.toBe(first)
    expect(other.claimsSource).toBe('string-claims')
    expect(other.groups).not.toEqual(groups)
  })

  test('given scopes that the gateway passed, when others come with the same token, then it is read again', () => {
    const read = cachePrincipals(options)
    const first = read({ ...identityWith(), scopes: ['a', 'b'] })

    expect(read({ ...identityWith(), scopes: ['a', 'b'] })).toBe(first)
    expect(read({ ...identityWith(), scopes: ['a'] })).not.toBe(first)
    expect(read(identityWith())).not.toBe(first)
  })

  test('given another token, when read, then it is another caller', () => {
    const read = cachePrincipals(options)
    read(identityWith())

    expect(read(identityWith({ sub: 'another' })).subject).toBe('another')
  })

  test('given two tokens that end alike, when read in turn, then each is its own caller', () => {
    const read = cachePrincipals(options)
    const withSameEnd = (sub: string) => {
      const identity = identityWith({ sub })
      return { ...identity, authorization: identity.authorization?.replace(/[^.]*$/, signatureOf('any')) }
    }

    const subjects = ['a', 'b', 'a'].map((sub) => read(withSameEnd(sub)).subject)

    expect(subjects).toEqual(['a', 'b', 'a'])
  })

  test('given what the gateway passed of a caller, when another token that ends alike comes with it, then that is read', () => {
    const read = cachePrincipals(options)
    const identity = identityWith()
    const first = read(identity)
    const other = identity.authorization?.replace('e30.', 'e30.e30') // its claims are no JSON

    expect(read({ ...identity, authorization: other })).not.toBe(first)
    expect(read({ ...identity, authorization: other }).claimsSource).toBe('string-claims')
  })

  test('given an event that a handler has changed, when the caller comes back, then what was changed is not remembered', () => {
    const read = cachePrincipals(options)
    const identity = identityWith()
    const first = read(identity)
    Object.assign(identity.claims, { sub: 'changed' })

    expect(read(identityWith())).toBe(first)
    expect(read(identity).subject).toBe('changed')
  })

  test('given claims that the token does not state, when read twice, then neither is remembered or frozen', () => {
    const read = cachePrincipals(options)
    const identity = { ...identityWith(), authorization: undefined }

    expect(read(identity)).not.toBe(read(identity))
    expect(Object.isFrozen(read(identity))).toBe(false)
  })

  test('given more callers than are remembered, when the first comes back, then it is read again', () => {
    const read = cachePrincipals(options)
    const first = read(identityWith())
    for (let caller = 0; caller < 200; caller += 1) read(identityWith({ sub: `${caller}` }))

    const again = read(identityWith())

    expect(again).not.toBe(first)
    expect(again).toEqual(first)
  })
})

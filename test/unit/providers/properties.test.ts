import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  type Claims,
  ClaimsError,
  type GatewayIdentity,
  type Principal,
  type PrincipalOptions,
  providerNames,
  readPrincipal,
  toStringClaims,
} from '../../../providers/index.ts'
import { readNames } from '../../../providers/read-list.ts'
import { restoreClaims } from '../../../providers/restore-claims.ts'
import { anyClaims, jsonValue } from './arbitrary-claims.ts'
import { customizedToken, vendorToken } from './arbitrary-tokens.ts'
import { encodeToken, typedIdentity } from './token-fixture.ts'

const inHeader = '$request.header.Authorization'

// A fixed seed: the suite says the same twice.
fc.configureGlobal({ seed: 20260101 })

function flatIdentity(claims: Claims): GatewayIdentity {
  return { claims: toStringClaims(claims), scopes: null, authorization: undefined }
}

/** What reading gives, or `undefined` when it refuses in the documented way; any other error goes through. */
function tryRead(identity: GatewayIdentity, options: PrincipalOptions): Principal | undefined {
  try {
    return readPrincipal(identity, options)
  } catch (error) {
    if (error instanceof ClaimsError) return undefined
    throw error
  }
}

describe('restoring', () => {
  test('given any claims, when flattened and restored, then they are back', () => {
    fc.assert(
      fc.property(anyClaims, (claims) => {
        const authorization = `Bearer ${encodeToken(claims)}`

        const restored = restoreClaims(
          { claims: toStringClaims(claims), scopes: null, authorization },
          inHeader,
        )

        expect(restored.claimsSource).toBe('token')
        expect(JSON.stringify(restored.claims)).toBe(JSON.stringify(claims))
      }),
      { numRuns: 1000 },
    )
  })

  test('given any claims but one, when the token says otherwise, then it is not believed', () => {
    fc.assert(
      fc.property(anyClaims, fc.string(), fc.string(), (claims, name, text) => {
        const passed = toStringClaims(claims)
        fc.pre(passed[name] !== text)
        const other = Object.fromEntries([...Object.entries(claims), [name, text]])

        const restored = restoreClaims(
          { claims: passed, scopes: null, authorization: encodeToken(other) },
          inHeader,
        )

        expect(restored.claimsSource).toBe('string-claims')
        expect(JSON.stringify(restored.claims)).toBe(JSON.stringify(passed))
      }),
      { numRuns: 500 },
    )
  })

  test('given any claims and any other identity source, when restored, then the header is not believed', () => {
    fc.assert(
      fc.property(anyClaims, fc.string(), (claims, source) => {
        fc.pre(!/^(\$|method\.)request\.header\.authorization$/i.test(source))
        const identity = { ...flatIdentity(claims), authorization: encodeToken(claims) }

        expect(restoreClaims(identity, source).claimsSource).toBe('string-claims')
      }),
    )
  })
})

describe('groups', () => {
  test('given any value, when read from its text, then it never names a group that the token does not', () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        const exact = readNames({ groups: value }, 'groups')
        const fromText = readNames(toStringClaims({ groups: value }), 'groups')

        expect(fromText.names).toEqual(fromText.ambiguous ? [] : exact.names)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the principal', () => {
  test('given a legal token, when read typed and from text, then both read the same, but for what is ambiguous', () => {
    fc.assert(
      fc.property(vendorToken, ({ provider, use, claims }) => {
        const exact = readPrincipal(typedIdentity(claims), { provider, identitySource: inHeader })
        const fromText = readPrincipal(flatIdentity(claims), { provider })

        expect(exact).toMatchObject({ tokenUse: use, claimsSource: 'token', ambiguous: [] })
        const doubtful = Object.fromEntries(fromText.ambiguous.map((list) => [list, exact[list]]))
        const { claims: _claims, claimsSource, ...told } = fromText
        expect(claimsSource).toBe('string-claims')
        expect({ ...exact, claims: null }).toEqual({
          ...told,
          ...doubtful,
          ambiguous: [],
          claims: null,
          claimsSource: 'token',
        })
      }),
      { numRuns: 1000 },
    )
  })

  test('given a legal token with any custom claims, when read, then it is never read as the other use', () => {
    fc.assert(
      fc.property(customizedToken, ({ provider, use, claims, isMisleading }) => {
        for (const identity of [typedIdentity(claims), flatIdentity(claims)]) {
          const principal = tryRead(identity, { provider })

          if (isMisleading) expect([use, undefined]).toContain(principal?.tokenUse)
          else expect(principal?.tokenUse).toBe(use)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('given a legal token, when read as of another provider, then it is no principal', () => {
    fc.assert(
      fc.property(vendorToken, fc.constantFrom(...providerNames), ({ provider, claims }, other) => {
        fc.pre(provider !== other)

        expect(tryRead(typedIdentity(claims), { provider: other })).toBeUndefined()
      }),
    )
  })

  test('given two callers, when they differ in issuer or subject, then they differ in key', () => {
    const part = fc.stringMatching(/^[a#/:]{1,4}$/)
    const caller = (issuer: string, sub: string) =>
      tryRead(typedIdentity({ iss: issuer, sub, token_use: 'id', iat: 1, exp: 2 }), { provider: 'cognito' })
    fc.assert(
      fc.property(part, part, part, part, (issuer, sub, otherIssuer, otherSub) => {
        const [one, other] = [caller(issuer, sub), caller(otherIssuer, otherSub)]
        fc.pre(one !== undefined && other !== undefined)

        expect(one.key === other.key).toBe(issuer === otherIssuer && sub === otherSub)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('refusing', () => {
  const names = [
    'iss',
    'sub',
    'aud',
    'iat',
    'exp',
    'token_use',
    'jti',
    'cid',
    'scp',
    'azp',
    'scope',
    'nonce',
    'groups',
  ]
  const plausible = fc.oneof(
    fc.constantFrom(
      'https://a.example/',
      'https://a.example/oauth2/b',
      'id',
      'access',
      'AT.x',
      'ID.x',
      '1',
      '[a b]',
    ),
    fc.anything(),
  )
  const claimsOfAnySort = fc.oneof(
    fc.dictionary(fc.constantFrom(...names), plausible),
    customizedToken.map(({ claims }) => claims),
    fc.anything({
      withBigInt: true,
      withNullPrototype: true,
      withMap: true,
      withDate: true,
      withSparseArray: true,
    }),
  )
  const header = fc.oneof(
    fc.anything(),
    anyClaims.map((claims) => `Bearer ${encodeToken(claims)}`),
    fc.string().map((text) => `a.${Buffer.from(text).toString('base64url')}.c`),
  )

  test('given anything at all, when read, then it gives a principal or the documented error', () => {
    // The types promise more than an event does: what is read here comes from outside.
    const identity = fc.record({ claims: claimsOfAnySort, scopes: fc.anything(), authorization: header })
    const options = fc.record({
      provider: fc.constantFrom(...providerNames),
      scopePrefix: fc.option(fc.string(), { nil: undefined }),
      groupsClaim: fc.option(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor')), {
        nil: undefined,
      }),
      identitySource: fc.option(fc.string(), { nil: undefined }),
    })
    fc.assert(
      fc.property(identity, options, (given, how) => {
        const principal = tryRead(given as unknown as GatewayIdentity, how)

        if (principal === undefined) return
        expect(principal.subject).not.toBe('')
        expect(principal.key).toBe(`${principal.issuer}#${principal.subject}`)
        expect(Object.getPrototypeOf(principal.claims)).toBeNull()
      }),
      { numRuns: 3000 },
    )
  })

  test('given any claims, when they are refused, then the message tells nothing of their values', () => {
    const secret = fc.stringMatching(/^S[0-9a-f]{12}$/)
    const value = fc.oneof(
      secret,
      fc.array(secret),
      fc.dictionary(secret, secret),
      secret.map((text) => `ID.${text}`),
    )
    const options = fc.record({ provider: fc.constantFrom(...providerNames) })
    let refusals = 0
    fc.assert(
      fc.property(
        fc.dictionary(fc.oneof(fc.constantFrom(...names), secret), value),
        options,
        (claims, how) => {
          try {
            readPrincipal(typedIdentity(claims), how)
          } catch (error) {
            if (!(error instanceof ClaimsError)) throw error
            refusals += 1
            expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toMatch(/S[0-9a-f]{12}/)
          }
        },
      ),
      { numRuns: 1000 },
    )
    expect(refusals).toBeGreaterThan(500)
  })
})

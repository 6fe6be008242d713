import { describe, expect, test } from '@jest/globals'
import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
import { providerNames } from '../../../../providers/index.ts'
import { issuerProfiles } from '../../../../providers/registry.ts'
import { settings } from '../../../../src/index.ts'
import {
  type BrokenTokenName,
  brokenTokens,
  type CreateIssuerOptions,
  createIssuer,
  mockPrincipal,
  type TestKitError,
} from '../../../../src/testing/index.ts'

const nowMs = 1_790_000_000_000

describe.each(providerNames)('createIssuer, provider %s', (provider) => {
  const profile = issuerProfiles[provider]

  test('signs with the keys that it publishes', async () => {
    const issuer = await createIssuer(provider)

    for (const token of [await issuer.idToken(), await issuer.accessToken(), await issuer.machineToken()]) {
      const { kid } = decodeProtectedHeader(token)
      const key = issuer.jwks.keys.find((jwk) => jwk.kid === kid)
      await expect(jwtVerify(token, await importJWK({ ...key }, 'RS256'))).resolves.toBeDefined()
    }
    expect(issuer.jwks.keys).toHaveLength(profile.separateKeys ? 2 : 1)
    expect(JSON.stringify(issuer.jwks)).not.toContain('"d"')
  })

  test('issues by its clock', async () => {
    const issuer = await createIssuer(provider, { now: () => nowMs })

    expect(decodeJwt(await issuer.accessToken())).toMatchObject({
      iss: issuer.issuer,
      iat: nowMs / 1_000,
      exp: nowMs / 1_000 + profile.accessTokenSeconds,
    })
  })

  test('says of a user what was asked', async () => {
    const issuer = await createIssuer(provider)
    const token = await issuer.idToken({
      user: { email: 'bo.ek@example.com', name: 'Bo Ek' },
      groups: ['admins'],
      claims: { 'https://example.com/tenant': 'north' },
    })

    expect(decodeJwt(token)).toMatchObject({
      ...{ email: 'bo.ek@example.com', name: 'Bo Ek', given_name: 'Bo', family_name: 'Ek' },
      [profile.groupsClaim]: ['admins'],
      'https://example.com/tenant': 'north',
    })
  })

  test('gives two people two subjects, and one always the same', async () => {
    const issuer = await createIssuer(provider)
    const subjectOf = async (email?: string) => decodeJwt(await issuer.idToken({ user: { email } })).sub

    expect(await subjectOf()).toBe(await subjectOf())
    expect(await subjectOf()).not.toBe(await subjectOf('bo@example.com'))
  })

  test('writes its discovery document where the provider has it', async () => {
    const { discovery, issuer } = await createIssuer(provider)

    expect(discovery).toMatchObject({
      issuer,
      jwks_uri: `https://issuer.test${profile.endpoints.jwks}`,
      id_token_signing_alg_values_supported: ['RS256'],
    })
  })

  test('sets the settings of the function', async () => {
    await createIssuer(provider, { scopePrefix: 'orders/' })

    expect(settings()).toMatchObject({ provider, scopePrefix: 'orders/' })
  })
})

describe('the settings of a tenant', () => {
  test('stand in the tokens and in the authorizer', async () => {
    const issuer = await createIssuer('auth0', {
      issuer: 'https://shop.eu.auth0.com/',
      audience: 'https://api.shop.example',
      clientId: 'web',
      groupsClaim: 'https://shop.example/roles',
    })
    const token = decodeJwt(await issuer.accessToken({ groups: ['staff'] }))

    expect(issuer.authorizer.audience).toEqual(['https://api.shop.example', 'web'])
    expect(token).toMatchObject({
      iss: 'https://shop.eu.auth0.com/',
      aud: ['https://api.shop.example', 'https://shop.eu.auth0.com/userinfo'],
      azp: 'web',
      'https://shop.example/roles': ['staff'],
    })
  })

  test('have attributes of a user pool as text', async () => {
    const issuer = await createIssuer('cognito')
    const token = await issuer.idToken({ claims: { 'custom:seats': 12, seats: 12 } })

    expect(decodeJwt(token)).toMatchObject({ 'custom:seats': '12', seats: 12 })
  })

  test('name scopes as tokens have them', async () => {
    const issuer = await createIssuer('cognito', { scopePrefix: 'orders/' })

    expect(issuer.scope('read')).toBe('orders/read')
    expect(decodeJwt(await issuer.accessToken({ scopes: ['openid', 'read', 'other/write'] })).scope).toBe(
      'openid orders/read other/write',
    )
  })
})

describe('a warning', () => {
  const warningsOf = async (
    provider: (typeof providerNames)[number],
    use: (issuer: Awaited<ReturnType<typeof createIssuer>>) => Promise<unknown>,
  ) => {
    const warnings: TestKitError[] = []
    await use(await createIssuer(provider, { onWarning: (warning) => warnings.push(warning) }))
    return warnings.map(({ code, message }) => `${code} ${/'(.+?)'/.exec(message)?.[1]}`)
  }

  test.each<[string, Parameters<typeof warningsOf>]>([
    [
      'a name that Auth0 keeps to itself',
      ['auth0', (issuer) => issuer.accessToken({ claims: { roles: [] } })],
    ],
    ['a URL of Auth0’s own', ['auth0', (issuer) => issuer.idToken({ claims: { 'https://auth0.com/x': 1 } })]],
    ['a name that Okta keeps to itself', ['okta', (issuer) => issuer.idToken({ claims: { role: 'a' } })]],
    ['a name of Cognito’s own', ['cognito', (issuer) => issuer.accessToken({ claims: { 'cognito:x': 1 } })]],
    [
      'an attribute of a user pool in an access token',
      ['cognito', (issuer) => issuer.accessToken({ claims: { 'custom:tenant': 'x' } })],
    ],
    [
      'an attribute of a user pool elsewhere',
      ['oidc', (issuer) => issuer.idToken({ claims: { 'custom:t': 1 } })],
    ],
    ['permissions where no token has them', ['okta', (issuer) => issuer.accessToken({ permissions: ['a'] })]],
  ])('is given for %s', async (_what, [provider, use]) => {
    expect(await warningsOf(provider, use)).toEqual([expect.stringMatching(/^ERR_CLAIM_NEVER_ISSUED /)])
  })

  test.each<[string, Parameters<typeof warningsOf>]>([
    [
      'a namespaced claim',
      ['auth0', (issuer) => issuer.accessToken({ claims: { 'https://a.example/t': 1 } })],
    ],
    [
      'a claim that is there, with another value',
      ['auth0', (issuer) => issuer.accessToken({ claims: { sub: 'x' } })],
    ],
    ['a claim taken away', ['auth0', (issuer) => issuer.accessToken({ claims: { roles: undefined } })]],
    ['a custom attribute', ['cognito', (issuer) => issuer.idToken({ claims: { 'custom:tenant': 'x' } })]],
    ['permissions at Auth0', ['auth0', (issuer) => issuer.accessToken({ permissions: ['a'] })]],
  ])('is not given for %s', async (_what, [provider, use]) => {
    expect(await warningsOf(provider, use)).toEqual([])
  })
})

describe('a clear error', () => {
  test.each<[string, () => Promise<unknown>, string, RegExp]>([
    [
      'an unknown provider',
      () => createIssuer('keycloak' as 'oidc'),
      'ERR_PROVIDER_UNKNOWN',
      /'cognito', 'auth0', 'okta', 'oidc'/,
    ],
    [
      'another groups claim at Cognito',
      () => createIssuer('cognito', { groupsClaim: 'roles' } satisfies CreateIssuerOptions),
      'ERR_CLAIM_NEVER_ISSUED',
      /cognito:groups/,
    ],
    [
      'an issuer that is no URL',
      () => createIssuer('okta', { issuer: 'dev-1.okta.com' }),
      'ERR_ISSUER_INVALID',
      /'dev-1\.okta\.com' is not a URL.*\/oauth2\/default/,
    ],
    [
      'an unknown broken token',
      async () => (await createIssuer('oidc')).broken('expire' as BrokenTokenName),
      'ERR_BROKEN_TOKEN_UNKNOWN',
      /expired/,
    ],
    [
      'a principal that contradicts itself',
      async () => mockPrincipal({ provider: 'auth0', subject: 'me' }),
      'ERR_PRINCIPAL_CONTRADICTS',
      /client at auth0/,
    ],
  ])('is given for %s', async (_what, make, code, text) => {
    await expect(make()).rejects.toMatchObject({ code, message: expect.stringMatching(text) })
  })
})

test('there are at least fifty broken tokens, each named once', () => {
  const names = brokenTokens.map(({ id }) => id)

  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThanOrEqual(50)
})

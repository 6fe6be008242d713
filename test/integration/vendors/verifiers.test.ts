import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import OktaJwtVerifier from '@okta/jwt-verifier'
import { CognitoJwtVerifier, JwtVerifier } from 'aws-jwt-verify'
import { validateCognitoJwtFields } from 'aws-jwt-verify/cognito-verifier'
import { type Jwks, SimpleJwksCache } from 'aws-jwt-verify/jwk'
import type { JwtPayload } from 'aws-jwt-verify/jwt-model'
import { auth } from 'express-oauth2-jwt-bearer'
import { type ProviderName, providerNames } from '../../../providers/index.ts'
import type { TokenFacts } from '../../../providers/issuer-profile.ts'
import { signToken } from '../../../tokens/sign-token.ts'
import { codeRequest, PlainBrowser, passForms, redeemCode } from '../../support/issuer-client.ts'
import { anIssuerUser } from '../../support/token-shape.ts'
import { startVendorIssuer, type VendorIssuer } from '../../support/vendor-issuers.ts'

/** What a vendor's own library makes of a token: its claims; rejects if it refuses. */
type Verify = (token: string) => Promise<object>

interface Tokens {
  readonly id: string
  readonly access: string
  readonly nonce: string
}

const vendors = ['cognito', 'auth0', 'okta'] as const
const poolIssuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Local'
const issuers = new Map<ProviderName, VendorIssuer>()
const tokens = new Map<ProviderName, Tokens>()
let okta: OktaJwtVerifier

const issuerOf = (provider: ProviderName) => issuers.get(provider) as VendorIssuer
const tokensOf = (provider: ProviderName) => tokens.get(provider) as Tokens

beforeAll(async () => {
  for (const provider of providerNames) {
    const issuer = await startVendorIssuer(provider)
    issuers.set(provider, issuer)
    const request = await codeRequest(issuer, { scope: `openid profile email ${issuer.deleteScope}` })
    const person = { email: 'ada@example.com', password: 'correct horse' }
    const answer = await redeemCode(request, await passForms(new PlainBrowser(), request, person))
    tokens.set(provider, { id: answer.id_token ?? '', access: answer.access_token, nonce: request.nonce })
  }
  // It prints a warning about issuers without https, which is what is wanted here.
  const warn = jest.spyOn(console, 'warn').mockReturnValue()
  okta = new OktaJwtVerifier({ issuer: issuerOf('okta').issuer, testing: { disableHttpsCheck: true } })
  warn.mockRestore()
})

afterAll(async () => {
  for (const issuer of issuers.values()) await issuer.close()
})

/** Its own fetches over https alone. */
async function fetchBytes(url: string): Promise<ArrayBuffer> {
  return (await fetch(url)).arrayBuffer()
}

/** `CognitoJwtVerifier` for an issuer that is not on AWS: the same checks, the issuer given. */
async function byCognito(token: string, tokenUse: 'id' | 'access'): Promise<object> {
  const { issuer, clientId } = issuerOf('cognito')
  const customJwtCheck = ({ payload }: { payload: JwtPayload }) =>
    validateCognitoJwtFields(payload, { tokenUse, clientId })
  const jwksCache = new SimpleJwksCache({ fetcher: { fetch: fetchBytes } })
  return JwtVerifier.create({ issuer, audience: null, customJwtCheck }, { jwksCache }).verify(token)
}

function byAuth0(token: string, options: Parameters<typeof auth>[0] = {}): Promise<object> {
  const { issuer, shape } = issuerOf('auth0')
  const middleware = auth({ issuerBaseURL: issuer, audience: shape.apiAudience, ...options })
  const { promise, resolve, reject } = Promise.withResolvers<object>()
  const headers = { host: 'api.example.com', authorization: `Bearer ${token}` }
  const get = (name: string) => (name === 'Host' ? headers.host : undefined)
  const request = {
    headers,
    method: 'GET',
    protocol: 'https',
    url: '/',
    query: {},
    body: {},
    get,
    is: () => false,
  }
  const done = (error?: unknown) =>
    error ? reject(error) : resolve((request as { auth?: { payload: object } }).auth?.payload ?? {})
  void middleware(request as never, {} as never, done)
  return promise
}

/** How each says that a token is not its vendor's: no key of that name; or, with the right key, what is not as it should be. */
const refusals: Record<(typeof vendors)[number], readonly [key: RegExp, form: RegExp]> = {
  cognito: [/JWK for kid .* not found/, /Missing Token use/],
  auth0: [/no applicable key found/, /Unexpected 'aud' value/],
  okta: [/resolving signing key for kid/, /expected audience: api:\/\/default/],
}

const accessVerifiers: Record<(typeof vendors)[number], Verify> = {
  cognito: (token) => byCognito(token, 'access'),
  auth0: byAuth0,
  okta: async (token) => (await okta.verifyAccessToken(token, issuerOf('okta').shape.apiAudience)).claims,
}

describe.each(vendors)("the library of %s and its vendor's tokens", (vendor) => {
  const verify = accessVerifiers[vendor]

  test("given the vendor's access token, when verified, then it is accepted, for that person and client", async () => {
    const claims = await verify(tokensOf(vendor).access)

    expect(claims).toMatchObject({ iss: issuerOf(vendor).issuer, sub: expect.any(String) })
    expect(JSON.stringify(claims)).toContain(issuerOf(vendor).deleteScope)
  })

  test.each(providerNames.filter((other) => other !== vendor))(
    'given an access token of %s, when verified, then it is refused',
    async (other) => {
      await expect(verify(tokensOf(other).access)).rejects.toThrow(refusals[vendor][0])
    },
  )

  test.each(vendors.filter((other) => other !== vendor))(
    "given a token in the form of %s under the vendor's own issuer and key, when verified, then it is refused too",
    async (other) => {
      const { issuer, shape, keys, clientId } = issuerOf(vendor)
      const issuedAt = Math.floor(Date.now() / 1000)
      const facts: TokenFacts = {
        issuer,
        clientId,
        grant: 'authorization_code',
        user: anIssuerUser,
        scopes: ['openid'],
        issuedAt,
        authTime: issuedAt,
        tokenId: 't',
        sessionId: 's',
      }
      const own = await signToken(shape, keys, 'access', shape.accessTokenClaims(facts))
      const foreign = await signToken(shape, keys, 'access', issuerOf(other).shape.accessTokenClaims(facts))

      await expect(verify(own)).resolves.toBeDefined()
      await expect(verify(foreign)).rejects.toThrow(refusals[vendor][1])
    },
  )

  test('given a token whose signature was touched, when verified, then it is refused', async () => {
    const [header, payload, signature = ''] = tokensOf(vendor).access.split('.')
    const spoiled = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
    await expect(verify(`${header}.${payload}.${spoiled}`)).rejects.toThrow(/signature/i)
  })
})

describe('id tokens', () => {
  test('given aws-jwt-verify, when each kind is expected, then that kind alone is accepted', async () => {
    const { id, access } = tokensOf('cognito')
    await expect(byCognito(id, 'id')).resolves.toMatchObject({ token_use: 'id' })
    await expect(byCognito(access, 'id')).rejects.toThrow('Token use not allowed')
    await expect(byCognito(id, 'access')).rejects.toThrow('Token use not allowed')
  })

  test('given @okta/jwt-verifier, when an id token comes with its nonce, then it is accepted; with another, refused', async () => {
    const { id, nonce } = tokensOf('okta')
    const { clientId } = issuerOf('okta')
    await expect(okta.verifyIdToken(id, clientId, nonce)).resolves.toBeDefined()
    await expect(okta.verifyIdToken(id, clientId, 'another')).rejects.toThrow('nonce')
  })

  test('given express-oauth2-jwt-bearer for the API, when an id token comes, then it is refused by its audience', async () => {
    await expect(byAuth0(tokensOf('auth0').id)).rejects.toThrow(/aud/)
  })
})

describe('what the libraries can be asked beyond that', () => {
  test("given the pool's name on AWS, when CognitoJwtVerifier itself looks at our tokens, then it accepts both kinds", async () => {
    const { keys, shape, clientId } = issuerOf('cognito')
    const issuedAt = Math.floor(Date.now() / 1000)
    const facts = {
      issuer: poolIssuer,
      clientId,
      grant: 'authorization_code' as const,
      user: anIssuerUser,
      scopes: ['openid', 'claimcheck/profile.delete'],
      issuedAt,
      authTime: issuedAt,
      tokenId: 't',
      sessionId: 's',
    }
    const idClaims = shape.idTokenClaims({ ...facts, nonce: undefined, accessTokenHash: undefined })
    const id = await signToken(shape, keys, 'id', idClaims)
    const access = await signToken(shape, keys, 'access', shape.accessTokenClaims(facts))
    const verifier = CognitoJwtVerifier.create({ userPoolId: 'us-east-1_Local', clientId, tokenUse: null })
    const bytes = await fetchBytes(issuerOf('cognito').url + shape.endpoints.jwks)
    verifier.cacheJwks(JSON.parse(Buffer.from(bytes).toString()) as Jwks)

    await expect(verifier.verify(id, { groups: 'admin' })).resolves.toMatchObject({ token_use: 'id' })
    await expect(verifier.verify(access, { scope: 'claimcheck/profile.delete' })).resolves.toBeDefined()
    await expect(verifier.verify(access, { scope: 'claimcheck/other' })).rejects.toThrow('Scope')
  })

  test('given RFC 9068 to the letter, when express-oauth2-jwt-bearer is strict, then oidc passes and Auth0 does not', async () => {
    const { issuer, shape } = issuerOf('oidc')
    const strict = { issuerBaseURL: issuer, audience: shape.apiAudience, strict: true }
    await expect(byAuth0(tokensOf('oidc').access, strict)).resolves.toMatchObject({ iss: issuer })
    await expect(byAuth0(tokensOf('oidc').id, strict)).rejects.toThrow("'typ'")
    await expect(byAuth0(tokensOf('auth0').access, { strict: true })).rejects.toThrow("'typ'")
  })
})

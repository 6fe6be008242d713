import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import * as oauth from 'oauth4webapi'
import { type ProviderName, providerNames, readPrincipal } from '../../../providers/index.ts'
import {
  codeRequest,
  insecure,
  isSignedIn,
  PlainBrowser,
  passForms,
  passSignOut,
  redeemCode,
} from '../../support/issuer-client.ts'
import { startVendorIssuer, type VendorIssuer } from '../../support/vendor-issuers.ts'

const credentials = { email: 'ada@example.com', password: 'correct horse' }
const issuers = new Map<ProviderName, VendorIssuer>()
const issuerOf = (provider: ProviderName) => issuers.get(provider) as VendorIssuer

beforeAll(async () => {
  for (const provider of providerNames) {
    const issuer = await startVendorIssuer(provider)
    issuers.set(provider, issuer)
    await passForms(new PlainBrowser(), await codeRequest(issuer), credentials)
  }
})
afterAll(async () => {
  for (const issuer of issuers.values()) await issuer.close()
})

async function signIn(issuer: VendorIssuer, changes: Record<string, string | undefined> = {}) {
  const browser = new PlainBrowser()
  const request = await codeRequest(issuer, { scope: 'openid email offline_access', ...changes })
  const tokens = await redeemCode(request, await passForms(browser, request, credentials, 'sign-in'))
  return { browser, request, tokens }
}

async function verified(issuer: VendorIssuer, token: string) {
  const keys = createRemoteJWKSet(new URL(issuer.url + issuer.shape.endpoints.jwks))
  return (await jwtVerify(token, keys, { issuer: issuer.issuer, algorithms: ['RS256'] })).payload
}

function post(issuer: VendorIssuer, form: Record<string, string>): Promise<Response> {
  const url = issuer.url + issuer.shape.endpoints.token
  return fetch(url, { method: 'POST', body: new URLSearchParams(form) })
}

async function asMachine(issuer: VendorIssuer, form: Record<string, string>) {
  const client = { client_id: issuer.machineClientId, client_secret: issuer.machineSecret }
  const response = await post(issuer, { grant_type: 'client_credentials', ...client, ...form })
  const answer = (await response.json()) as { access_token: string; scope?: string; error?: string }
  return { status: response.status, ...answer }
}

const named = (provider: ProviderName) =>
  provider === 'auth0' ? { audience: issuerOf(provider).shape.apiAudience } : {}

describe('an access token at Auth0', () => {
  test('given no audience, when signing in, then it is opaque: five parts, the issuer in its header', async () => {
    const issuer = issuerOf('auth0')
    const { tokens } = await signIn(issuer, { audience: undefined })

    expect(tokens.access_token.split('.')).toHaveLength(5)
    const header = decodeProtectedHeader(tokens.access_token)
    expect(header).toEqual({ alg: 'dir', enc: 'A256GCM', iss: issuer.issuer })
    expect(tokens.expires_in).toBe(86_400)
  })

  test('given an opaque token, when userinfo is asked, then it answers; spoiled, it is refused', async () => {
    const issuer = issuerOf('auth0')
    const { request, tokens } = await signIn(issuer, { audience: undefined })
    const subject = oauth.getValidatedIdTokenClaims(tokens)?.sub ?? ''
    const ask = (token: string) =>
      oauth.userInfoRequest(request.server, request.client, token, insecure).catch(() => undefined)

    const answer = await ask(tokens.access_token)
    expect(
      answer && (await oauth.processUserInfoResponse(request.server, request.client, subject, answer)),
    ).toMatchObject({ email: credentials.email })
    expect((await ask(`${tokens.access_token.slice(0, -4)}AAAA`))?.status).toBe(401)
  })

  test('given an audience, when a code and then a refresh token are redeemed, then gty names the second alone', async () => {
    const issuer = issuerOf('auth0')
    const { tokens } = await signIn(issuer)
    const form = { grant_type: 'refresh_token', client_id: issuer.clientId }
    const response = await post(issuer, { ...form, refresh_token: tokens.refresh_token ?? '' })
    const next = (await response.json()) as { access_token: string }

    expect(await verified(issuer, tokens.access_token)).not.toHaveProperty('gty')
    expect(await verified(issuer, next.access_token)).toHaveProperty('gty', 'refresh_token')
  })

  test('given another audience, when asked for, then the client gets the error', async () => {
    const { url } = await codeRequest(issuerOf('auth0'), { audience: 'https://other.example' })
    const back = await new PlainBrowser().get(url.href)
    expect(back.headers.get('location')).toContain('error=invalid_target')
  })
})

describe.each(providerNames)('a machine-to-machine client, at %s', (provider) => {
  test('given all it may do, when it asks, then its token reads as a client with that scope', async () => {
    const issuer = issuerOf(provider)
    const answer = await asMachine(issuer, { scope: issuer.deleteScope, ...named(provider) })

    const claims = await verified(issuer, answer.access_token)
    const authorization = `Bearer ${answer.access_token}`
    const { scopePrefix } = issuer.shape
    expect(readPrincipal({ claims, scopes: null, authorization }, { provider, scopePrefix })).toMatchObject({
      tokenUse: 'access',
      kind: 'client',
      clientId: issuer.machineClientId,
      scopes: ['profile.delete'],
    })
    expect(issuer.audience).toContain([claims.aud ?? claims.client_id].flat()[0])
  })

  test('given no scope, when it asks, then it gets all, or at Okta a refusal', async () => {
    const issuer = issuerOf(provider)
    const answer = await asMachine(issuer, named(provider))

    if (provider === 'okta') expect(answer).toMatchObject({ status: 400, error: 'invalid_scope' })
    else expect(answer).toMatchObject({ status: 200, scope: issuer.deleteScope })
  })

  test.each(['openid', 'profile.read'])(
    'given the scope %s, when it asks, then it is refused',
    async (scope) => {
      const answer = await asMachine(issuerOf(provider), { scope, ...named(provider) })
      expect(answer).toMatchObject({ status: 400, error: 'invalid_scope' })
    },
  )

  test('given the client of the console, when it asks for itself, then it is refused', async () => {
    const { clientId } = issuerOf(provider)
    const response = await post(issuerOf(provider), { grant_type: 'client_credentials', client_id: clientId })
    expect(await response.json()).toMatchObject({
      error_description: 'requested grant type is not allowed for this client',
    })
  })
})

test('given no audience, when a client asks Auth0 for itself, then it is refused, and told what to send', async () => {
  const answer = await asMachine(issuerOf('auth0'), {})
  expect(answer).toMatchObject({
    error: 'access_denied',
    error_description: expect.stringContaining('audience=https://claimcheck.example/api'),
  })
})

describe.each(providerNames)('a refresh token that was used, at %s', (provider) => {
  test('given it is used again at once, when redeemed, then it works where the vendor has a grace period, else all are revoked', async () => {
    const issuer = issuerOf(provider)
    const { tokens } = await signIn(issuer)
    const redeem = async (refreshToken: string) => {
      const form = { grant_type: 'refresh_token', client_id: issuer.clientId, refresh_token: refreshToken }
      const response = await post(issuer, form)
      return { status: response.status, ...((await response.json()) as { refresh_token?: string }) }
    }

    const first = await redeem(tokens.refresh_token ?? '')
    const again = await redeem(tokens.refresh_token ?? '')
    const next = await redeem(first.refresh_token ?? '')

    const hasGrace = provider === 'cognito' || provider === 'okta'
    expect([first.status, again.status, next.status]).toEqual(hasGrace ? [200, 200, 200] : [200, 400, 400])
  })
})

describe("the vendors' own sign-out", () => {
  test.each([
    ['cognito', '/logout', 'logout_uri'],
    ['auth0', '/v2/logout', 'returnTo'],
  ] as const)(
    'given %s, when %s is opened with %s, then the browser comes back and is signed out',
    async (provider, path, name) => {
      const issuer = issuerOf(provider)
      const { browser } = await signIn(issuer)
      const url = new URL(path, issuer.url)
      url.search = new URLSearchParams({ client_id: issuer.clientId, [name]: `${issuer.url}/` }).toString()

      expect(await passSignOut(browser, url)).toBe(`${issuer.url}/`)
      expect(await isSignedIn(browser, issuer)).toBe(false)
    },
  )

  test.each([
    ['cognito', '/logout', 'logout_uri'],
    ['auth0', '/v2/logout', 'returnTo'],
  ] as const)(
    'given %s, when %s names an address that is not registered, then it is refused',
    async (provider, path, name) => {
      const issuer = issuerOf(provider)
      const url = new URL(path, issuer.url)
      url.search = new URLSearchParams({
        client_id: issuer.clientId,
        [name]: 'https://x.example/',
      }).toString()

      expect((await new PlainBrowser().get(url.href)).status).toBe(400)
    },
  )

  test('given Cognito and a response_type, when it is opened, then the sign-in form comes, whatever session there is', async () => {
    const issuer = issuerOf('cognito')
    const { browser } = await signIn(issuer)
    const { url } = await codeRequest(issuer)
    url.pathname = '/logout'

    const { page } = await browser.follow(await browser.get(url.href), ({ searchParams }) =>
      searchParams.has('code'),
    )
    expect(await page?.text()).toContain('name="password"')
  })
})

test.each(providerNames)(
  'given %s and no state, when signing in, then only Okta refuses',
  async (provider) => {
    const { url } = await codeRequest(issuerOf(provider), { state: undefined })
    const answer = await new PlainBrowser().get(url.href)
    const refused = answer.headers.get('location')?.includes('error=invalid_request')
    expect(refused).toBe(provider === 'okta')
  },
)

import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import * as oauth from 'oauth4webapi'
import { providerNames, readPrincipal } from '../../../providers/index.ts'
import { issuerProfiles } from '../../../providers/registry.ts'
import { type ConsoleIssuer, startConsoleIssuer } from '../../support/console-issuer.ts'
import { codeRequest, insecure, PlainBrowser, passForms, redeemCode } from '../../support/issuer-client.ts'

const password = 'correct horse'

describe.each(providerNames)('sign-in at the embedded issuer, provider %s', (provider) => {
  const shape = issuerProfiles[provider]
  const deleteScope = `${shape.scopePrefix}profile.delete`
  const everyScope = `openid profile email offline_access ${deleteScope}`
  let issuer: ConsoleIssuer

  beforeAll(async () => {
    issuer = await startConsoleIssuer(provider, { scopes: [deleteScope] })
  })

  afterAll(async () => {
    await issuer?.close()
    expect(issuer.lines).toEqual([])
  })

  async function verify(token: string, server: oauth.AuthorizationServer) {
    const keys = createRemoteJWKSet(new URL(server.jwks_uri ?? ''))
    return jwtVerify(token, keys, { issuer: issuer.issuer, algorithms: ['RS256'] })
  }

  test("given the discovery document, when read, then it names the exact issuer and the vendor's paths", async () => {
    const { server } = await codeRequest(issuer)
    expect(server.issuer).toBe(issuer.issuer)
    expect(issuer.issuer).toBe(`${issuer.url}${shape.issuerPath}`)
    const { authorization, token, userinfo, endSession, jwks } = shape.endpoints
    expect(server).toMatchObject({
      authorization_endpoint: issuer.url + authorization,
      token_endpoint: issuer.url + token,
      userinfo_endpoint: issuer.url + userinfo,
      end_session_endpoint: issuer.url + endSession,
      jwks_uri: issuer.url + jwks,
      code_challenge_methods_supported: ['S256'],
    })
  })

  test('given the key set, when read, then it holds public keys only', async () => {
    const { keys } = (await (await fetch(issuer.url + shape.endpoints.jwks)).json()) as { keys: object[] }
    expect(keys).toHaveLength(shape.separateKeys ? 2 : 1)
    for (const key of keys)
      expect(Object.keys(key).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
  })

  test('given a new user, when they sign up with code and PKCE, then both tokens verify and read as that user', async () => {
    const request = await codeRequest(issuer, { scope: everyScope })
    const credentials = { email: `Ada.${provider}@Example.com`, password }
    const tokens = await redeemCode(request, await passForms(new PlainBrowser(), request, credentials))

    const id = await verify(tokens.id_token ?? '', request.server)
    const access = await verify(tokens.access_token, request.server)

    const read = (claims: object, token: string) =>
      readPrincipal(
        { claims: { ...claims }, scopes: null, authorization: `Bearer ${token}` },
        { provider, scopePrefix: shape.scopePrefix, groupsClaim: shape.groupsClaim },
      )
    const idPrincipal = read(id.payload, tokens.id_token ?? '')
    const accessPrincipal = read(access.payload, tokens.access_token)
    expect(idPrincipal).toMatchObject({
      tokenUse: 'id',
      email: `ada.${provider}@example.com`,
      emailVerified: true,
    })
    expect(accessPrincipal).toMatchObject({ tokenUse: 'access', kind: 'user', clientId: issuer.clientId })
    expect(accessPrincipal.key).toBe(idPrincipal.key)
    expect(accessPrincipal).toHaveProperty('scopes', expect.arrayContaining(['openid', 'profile.delete']))
    expect(id.payload.nonce).toBe(request.nonce)
  })

  test("given a sign-in, when the tokens are looked at, then header, key and lifetime are the vendor's", async () => {
    const request = await codeRequest(issuer)
    const credentials = { email: `form.${provider}@example.com`, password }
    const tokens = await redeemCode(request, await passForms(new PlainBrowser(), request, credentials))
    const [id, access] = [tokens.id_token ?? '', tokens.access_token].map(decodeProtectedHeader)
    expect({ id: id?.typ, access: access?.typ }).toEqual(shape.headerTypes)
    expect(id?.kid === access?.kid).toBe(!shape.separateKeys)
    const { payload } = await verify(tokens.access_token, request.server)
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(shape.accessTokenSeconds)
    expect(tokens.expires_in).toBe(shape.accessTokenSeconds)
    const idClaims = oauth.getValidatedIdTokenClaims(tokens)
    const leftHalf = createHash('sha256').update(tokens.access_token).digest().subarray(0, 16)
    const expectedHash = provider === 'auth0' ? undefined : leftHalf.toString('base64url')
    expect(idClaims?.at_hash).toBe(expectedHash)
    const audienceOrClient = [payload.aud ?? payload.client_id].flat()
    expect(issuer.audience.some((audience) => audienceOrClient.includes(audience))).toBe(true)
  })

  test('given a refresh token, when redeemed, then new tokens are for the same user, with the same scopes', async () => {
    const request = await codeRequest(issuer, { scope: everyScope })
    const credentials = { email: `refresh.${provider}@example.com`, password }
    const first = await redeemCode(request, await passForms(new PlainBrowser(), request, credentials))
    const { server, client } = request
    const response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.None(),
      first.refresh_token ?? '',
      insecure,
    )
    const second = await oauth.processRefreshTokenResponse(server, client, response)
    const [before, after] = await Promise.all([
      verify(first.access_token, server),
      verify(second.access_token, server),
    ])
    expect(after.payload.sub).toBe(before.payload.sub)
    expect(after.payload.scope ?? after.payload.scp).toEqual(before.payload.scope ?? before.payload.scp)
    expect(second.id_token).toBeDefined()
    const again = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.None(),
      'not-a-refresh-token',
      insecure,
    )
    expect(again.status).toBe(400)
  })

  test('given no offline_access, when a code is redeemed, then a refresh token comes only where the vendor gives one', async () => {
    const request = await codeRequest(issuer)
    const credentials = { email: `online.${provider}@example.com`, password }
    const tokens = await redeemCode(request, await passForms(new PlainBrowser(), request, credentials))
    expect(tokens.refresh_token !== undefined).toBe(shape.refreshTokens === 'always')
  })

  test('given an access token, when userinfo is asked, then it answers for that user; a spoiled token is refused', async () => {
    const request = await codeRequest(issuer)
    const email = `info.${provider}@example.com`
    const tokens = await redeemCode(
      request,
      await passForms(new PlainBrowser(), request, { email, password }),
    )
    const { server, client } = request
    const response = await oauth.userInfoRequest(server, client, tokens.access_token, insecure)
    const subject = oauth.getValidatedIdTokenClaims(tokens)?.sub ?? ''
    expect(await oauth.processUserInfoResponse(server, client, subject, response)).toMatchObject({ email })
    for (const token of [`${tokens.access_token.slice(0, -8)}AAAAAAAA`, tokens.id_token ?? '', 'opaque']) {
      const refused = await fetch(server.userinfo_endpoint ?? '', {
        headers: { authorization: `Bearer ${token}` },
      })
      expect(refused.status).toBe(401)
    }
  })

  test('given a signed-in browser, when it signs out, then the next request asks for the password again', async () => {
    const browser = new PlainBrowser()
    const request = await codeRequest(issuer)
    const credentials = { email: `out.${provider}@example.com`, password }
    const tokens = await redeemCode(request, await passForms(browser, request, credentials))

    const silent = await codeRequest(issuer, { prompt: 'none' })
    const stillIn = await browser.follow(await browser.get(silent.url.href), (url) =>
      url.searchParams.has('code'),
    )
    expect(stillIn.page).toBeUndefined()

    const signOut = new URL(request.server.end_session_endpoint ?? '')
    signOut.search = new URLSearchParams({
      id_token_hint: tokens.id_token ?? '',
      client_id: issuer.clientId,
      post_logout_redirect_uri: `${issuer.url}/`,
    }).toString()
    const form = await (await browser.get(signOut.href)).text()
    const action = /action="([^"]+)"/.exec(form)?.[1] ?? ''
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(form)?.[1] ?? ''
    const out = await browser.submit(action, { xsrf, logout: 'yes' })
    expect(out.headers.get('location')).toBe(`${issuer.url}/`)

    const after = await codeRequest(issuer, { prompt: 'none' })
    const refused = await browser.follow(await browser.get(after.url.href), (url) =>
      url.searchParams.has('error'),
    )
    expect(refused.url.searchParams.get('error')).toBe('login_required')
  })

  test.each([
    ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['the implicit grant', { response_type: 'token' }, 'unsupported_response_type'],
    ['an unknown resource', { resource: 'https://other.example' }, 'invalid_target'],
  ])(
    'given a request with %s, when sent, then the client gets the error and no page is shown',
    async (_what, changes, error) => {
      const request = await codeRequest(issuer, changes)
      const browser = new PlainBrowser()
      const { url } = await browser.follow(
        await browser.get(request.url.href),
        (next) => next.href.startsWith(request.redirectUri) && /[?#].*error=/.test(next.href),
      )
      expect(`${url.search}${url.hash}`).toContain(`error=${error}`)
    },
  )

  test.each([
    ['another redirect_uri', { redirect_uri: 'http://localhost:9/' }],
    ['an unknown client', { client_id: 'nobody' }],
  ])(
    'given a request with %s, when sent, then a page says so and nothing is redirected',
    async (_what, changes) => {
      const request = await codeRequest(issuer, changes)
      const answer = await new PlainBrowser().get(request.url.href)
      expect(answer.status).toBe(400)
      expect(answer.headers.get('location')).toBeNull()
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(await answer.text()).toContain('This did not work')
    },
  )

  test('given a code, when redeemed with another verifier or twice, then refused', async () => {
    const request = await codeRequest(issuer)
    const credentials = { email: `code.${provider}@example.com`, password }
    const browser = new PlainBrowser()
    const back = await passForms(browser, request, credentials)
    const other = { ...request, verifier: oauth.generateRandomCodeVerifier() }
    await expect(redeemCode(other, back)).rejects.toMatchObject({ error: 'invalid_grant' })

    const next = await codeRequest(issuer)
    const nextBack = await passForms(browser, next, credentials, 'sign-in')
    await redeemCode(next, nextBack)
    await expect(redeemCode(next, nextBack)).rejects.toMatchObject({ error: 'invalid_grant' })
  })
})

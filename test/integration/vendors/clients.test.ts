import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import * as oauth from 'oauth4webapi'
import * as client from 'openid-client'
import { providerNames } from '../../../providers/index.ts'
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

const person = { email: 'ada@example.com', password: 'correct horse' }

describe.each(providerNames)(
  'clients that nobody here wrote, at the issuer in the form of %s',
  (provider) => {
    let issuer: VendorIssuer

    beforeAll(async () => {
      issuer = await startVendorIssuer(provider)
      const request = await codeRequest(issuer)
      await passForms(new PlainBrowser(), request, person)
    })
    afterAll(async () => {
      await issuer?.close()
      expect(issuer.lines).toEqual([])
    })

    const everyScope = () => `openid profile email offline_access ${issuer.deleteScope}`

    /** The machine's own request, with what this vendor wants in it. */
    const machineRequest = () => ({
      scope: issuer.deleteScope,
      ...(provider === 'auth0' && { audience: issuer.shape.apiAudience }),
    })

    describe('openid-client', () => {
      function discover(clientId: string, authentication: client.ClientAuth): Promise<client.Configuration> {
        const execute = [client.allowInsecureRequests]
        return client.discovery(new URL(issuer.issuer), clientId, undefined, authentication, { execute })
      }

      async function signIn(browser: PlainBrowser) {
        const configuration = await discover(issuer.clientId, client.None())
        const redirectUri = `${issuer.url}/`
        const pkceCodeVerifier = client.randomPKCECodeVerifier()
        const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()]
        const url = client.buildAuthorizationUrl(configuration, {
          redirect_uri: redirectUri,
          scope: everyScope(),
          code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
          code_challenge_method: 'S256',
          state: expectedState,
          nonce: expectedNonce,
          ...(provider === 'auth0' && { audience: issuer.shape.apiAudience }),
        })
        const back = await passForms(browser, { url, redirectUri }, person, 'sign-in')
        const tokens = await client.authorizationCodeGrant(configuration, back, {
          pkceCodeVerifier,
          expectedState,
          expectedNonce,
          idTokenExpected: true,
        })
        return { configuration, tokens }
      }

      test('given a person, when they sign in with code and PKCE, then their tokens and userinfo agree', async () => {
        const { configuration, tokens } = await signIn(new PlainBrowser())
        const subject = tokens.claims()?.sub ?? ''

        const info = await client.fetchUserInfo(configuration, tokens.access_token, subject)

        expect(info.email).toBe(person.email)
        expect(tokens.token_type).toBe('bearer')
        expect(tokens.expiresIn()).toBeGreaterThan(issuer.shape.accessTokenSeconds - 60)
      })

      test('given a refresh token, when it is redeemed, then another replaces it, for the same person', async () => {
        const { configuration, tokens } = await signIn(new PlainBrowser())

        const next = await client.refreshTokenGrant(configuration, tokens.refresh_token ?? '')

        expect(next.claims()?.sub).toBe(tokens.claims()?.sub)
        expect(next.access_token).not.toBe(tokens.access_token)
        expect(next.refresh_token).toBeDefined()
        expect(next.refresh_token).not.toBe(tokens.refresh_token)
      })

      test('given the machine client, when it asks for itself, then it gets an access token and nothing else', async () => {
        for (const method of [client.ClientSecretBasic, client.ClientSecretPost]) {
          const configuration = await discover(issuer.machineClientId, method(issuer.machineSecret))
          const tokens = await client.clientCredentialsGrant(configuration, machineRequest())

          expect(tokens.access_token.split('.')).toHaveLength(3)
          expect(tokens.expires_in).toBe(issuer.shape.accessTokenSeconds)
          expect([tokens.id_token, tokens.refresh_token]).toEqual([undefined, undefined])
        }
      })

      test('given a wrong secret, when it asks, then it is refused', async () => {
        const configuration = await discover(issuer.machineClientId, client.ClientSecretBasic('guess'))
        await expect(client.clientCredentialsGrant(configuration, machineRequest())).rejects.toMatchObject({
          status: 401,
          cause: [
            expect.objectContaining({ parameters: expect.objectContaining({ error: 'invalid_client' }) }),
          ],
        })
      })

      test('given a person signed in, when they sign out, then the browser comes back and must sign in again', async () => {
        const browser = new PlainBrowser()
        const { configuration, tokens } = await signIn(browser)
        expect(await isSignedIn(browser, issuer)).toBe(true)
        const url = client.buildEndSessionUrl(configuration, {
          id_token_hint: tokens.id_token ?? '',
          post_logout_redirect_uri: `${issuer.url}/`,
          state: 'back',
        })

        expect(await passSignOut(browser, url)).toBe(`${issuer.url}/?state=back`)
        expect(await isSignedIn(browser, issuer)).toBe(false)
      })
    })

    describe('oauth4webapi', () => {
      async function signIn(browser: PlainBrowser) {
        const request = await codeRequest(issuer, { scope: everyScope() })
        const tokens = await redeemCode(request, await passForms(browser, request, person, 'sign-in'))
        return { ...request, tokens }
      }

      test('given a person, when they sign in with code and PKCE, refresh and sign out, then each is as it should be', async () => {
        const browser = new PlainBrowser()
        const { server, client: publicClient, tokens } = await signIn(browser)
        const refreshToken = tokens.refresh_token ?? ''

        const response = await oauth.refreshTokenGrantRequest(
          server,
          publicClient,
          oauth.None(),
          refreshToken,
          insecure,
        )
        const next = await oauth.processRefreshTokenResponse(server, publicClient, response)
        await oauth.validateApplicationLevelSignature(server, response, insecure)

        const subjectOf = (answer: oauth.TokenEndpointResponse) =>
          oauth.getValidatedIdTokenClaims(answer)?.sub
        expect(subjectOf(next)).toBe(subjectOf(tokens))
        const signOut = new URL(server.end_session_endpoint ?? '')
        signOut.searchParams.set('id_token_hint', next.id_token ?? '')
        signOut.searchParams.set('post_logout_redirect_uri', `${issuer.url}/`)
        expect(await passSignOut(browser, signOut)).toBe(`${issuer.url}/`)
        expect(await isSignedIn(browser, issuer)).toBe(false)
      })

      test('given the machine client, when it asks for itself, then it gets a token; with a wrong secret, none', async () => {
        const { server } = await codeRequest(issuer)
        const machine = { client_id: issuer.machineClientId }
        const ask = async (secret: string) => {
          const authentication = oauth.ClientSecretPost(secret)
          const response = await oauth.clientCredentialsGrantRequest(
            server,
            machine,
            authentication,
            machineRequest(),
            insecure,
          )
          return oauth.processClientCredentialsResponse(server, machine, response)
        }

        expect((await ask(issuer.machineSecret)).access_token.split('.')).toHaveLength(3)
        await expect(ask('guess')).rejects.toThrow()
      })
    })
  },
)

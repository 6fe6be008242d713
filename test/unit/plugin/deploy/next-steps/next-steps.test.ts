import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { promisify } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { nextSteps } from '../../../../../plugin/deploy/next-steps/next-steps.ts'
import { listen } from '../../../../../plugin/system/listen.ts'

const outputs = {
  ApiUrl: 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com',
  IdentityProvider: 'auth0',
  Issuer: 'https://acme.eu.auth0.com/',
  Audience: 'https://api.acme.example/profile?v=1',
  SignInUrl: 'https://acme.eu.auth0.com/authorize',
  SignInTokenUrl: 'https://acme.eu.auth0.com/oauth/token',
  SignInClientId: 'client-1',
  SignInScopes: 'openid email profile.delete',
  ConsoleOrigin: 'http://localhost:3001',
}

type Outputs = Partial<typeof outputs>

function stepsFor(changes: Outputs = {}, namesAudience = false): string[] {
  const found = Object.entries({ ...outputs, ...changes }).filter(([, value]) => value !== '')
  return nextSteps({
    outputs: new Map(found),
    namesAudience,
    clientIdName: 'AUTH0_CLIENT_ID',
    path: '/profile',
    consoleCommand: 'npx serverless console --stage dev',
  })
}

/** The address that the shell lines print. */
async function addressOf(steps: readonly string[]): Promise<URL> {
  const lines = steps.slice(
    0,
    steps.findIndex((line) => line.startsWith('# 2.')),
  )
  const { stdout } = await promisify(execFile)('sh', ['-c', [...lines, 'echo "$VERIFIER"'].join('\n')])
  const [address = '', verifier = ''] = stdout.split('\n')
  expect(verifier).toMatch(/^[0-9a-f]{64}$/)
  return new URL(address)
}

describe('nextSteps', () => {
  test('given a client, when its shell lines are run, then they print where to sign in, with PKCE', async () => {
    const address = await addressOf(stepsFor())

    expect(address.origin + address.pathname).toBe('https://acme.eu.auth0.com/authorize')
    expect(Object.fromEntries(address.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'client-1',
      redirect_uri: 'http://localhost:3001/',
      scope: 'openid email profile.delete',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    })
  })

  test('given an origin that a shell would read, when they are run, then it is text and nothing else', async () => {
    const ConsoleOrigin = "http://a'$(exit 9)`exit 9`&x"
    const { searchParams } = await addressOf(stepsFor({ ConsoleOrigin }))

    expect(searchParams.get('redirect_uri')).toBe(`${ConsoleOrigin}/`)
  })

  test('given a provider that wants the audience named, when they are run, then the address names it', async () => {
    const { searchParams } = await addressOf(stepsFor({}, true))

    expect(searchParams.get('audience')).toBe(outputs.Audience)
  })

  test('given a client, when told, then the console is named first, and without a client it is not', () => {
    expect(stepsFor()[0]).toBe(
      '# In the browser, with every refusal explained: npx serverless console --stage dev',
    )
    expect(stepsFor({ SignInClientId: '' }).join()).not.toContain('serverless console')
  })

  test('given a client, when told, then the code is exchanged for $TOKEN and the API is called with it', () => {
    const steps = stepsFor()

    expect(steps.at(-3)).toBe(
      "TOKEN=$(curl -s 'https://acme.eu.auth0.com/oauth/token' --data-urlencode 'grant_type=authorization_code' " +
        "--data-urlencode 'client_id=client-1' --data-urlencode 'redirect_uri=http://localhost:3001/' " +
        '-d code_verifier="$VERIFIER" --data-urlencode code="$CODE" | ' +
        "node -p 'JSON.parse(fs.readFileSync(0)).access_token')",
    )
    expect(steps.at(-1)).toBe(
      'curl -i -H "authorization: Bearer $TOKEN" https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/profile',
    )
  })

  test('given a stack that does not tell where, when they are run, then the issuer is asked, with one slash', async () => {
    const issuer = createServer(({ url }, response) => {
      const found = { authorization_endpoint: 'https://id.acme.example/sign-in', token_endpoint: 'https://t' }
      response.end(url === '/.well-known/openid-configuration' ? JSON.stringify(found) : '{}')
    })
    const port = await listen(issuer, { port: 0, host: 'localhost', option: '' })
    const unsaid = { SignInUrl: '', SignInTokenUrl: '' }
    for (const slash of ['', '/']) {
      const steps = stepsFor({ ...unsaid, Issuer: `http://localhost:${port}${slash}` })
      const { origin, pathname, searchParams } = await addressOf(steps)

      expect(origin + pathname).toBe('https://id.acme.example/sign-in')
      expect(searchParams.get('client_id')).toBe('client-1')
      expect(steps.find((line) => line.startsWith('TOKEN='))).toContain('curl -s "$TOKEN_URL"')
    }
    issuer.close()
  })

  test.each<[string, Outputs]>([['no client', { SignInClientId: '' }]])(
    'given %s, when told, then it says what token is wanted and how to have the sign-in here',
    (_what, changes) => {
      const steps = stepsFor(changes)

      expect(steps.join('\n')).toContain(
        'an access token from https://acme.eu.auth0.com/ for https://api.acme.example/',
      )
      expect(steps.join('\n')).toContain('--param AUTH0_CLIENT_ID=')
      expect(steps.at(-1)).toMatch(/^curl /)
    },
  )

  test('given a stack of another service, when asked, then there is nothing to tell', () => {
    expect(stepsFor({ ApiUrl: '' })).toEqual([])
  })
})

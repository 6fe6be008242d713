import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { TestKey } from '../../support/keys.ts'
import { makeTestKey } from '../../support/keys.ts'
import { aRoute, startTestApi, type TestApi } from '../../support/test-api.ts'
import { audience, keysElsewhere, startTestIssuer, type TestIssuer } from '../../support/test-issuer.ts'

const discoveryText = 'OIDC discovery endpoint communication error'
const jwksText = 'JWKS communication error'
const twoHoursMs = 2 * 60 * 60 * 1_000

let nowMs: number
let issuer: TestIssuer
let api: TestApi

async function start(path = ''): Promise<void> {
  nowMs = 1_790_000_000_000
  issuer = await startTestIssuer({ issuedAt: nowMs / 1_000, path })
  api = await startTestApi({ now: () => nowMs, routes: [aRoute('GET /things', authorizer())] })
}

function authorizer(name = issuer.issuer) {
  return {
    kind: 'jwt' as const,
    name: 'jwt',
    issuer: name,
    audience: [audience],
    identitySource: '$request.header.Authorization',
  }
}

beforeEach(() => start())

afterEach(async () => {
  await api.close()
  await issuer.close()
})

async function status(token = issuer.token()): Promise<number> {
  const response = await fetch(`${api.url}/things`, { headers: { authorization: `Bearer ${token}` } })
  return response.status
}

async function challengeFor(token = issuer.token()): Promise<string | null> {
  const response = await fetch(`${api.url}/things`, { headers: { authorization: `Bearer ${token}` } })
  expect(response.status).toBe(401)
  return response.headers.get('www-authenticate')
}

/** Good for the next day, so that the clock can be moved. */
function longToken(key?: TestKey): string {
  return issuer.token({ claims: { exp: nowMs / 1_000 + 86_400 }, ...(key && { key }) })
}

describe('the keys of an issuer', () => {
  test('given many requests at once, when they need the keys, then each document is fetched once', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 20 }, (_, index) => status(issuer.token({ claims: { jti: index } }))),
    )

    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(issuer.requests).toEqual({ discovery: 1, jwks: 1 })
  })

  test('given keys fetched less than two hours ago, when the issuer is gone, then its tokens still pass; after two hours they do not', async () => {
    const token = longToken()
    expect(await status(token)).toBe(200)
    issuer.behave({ discovery: { status: 500 } })

    nowMs += twoHoursMs - 1
    expect(await status(token)).toBe(200)
    expect(await status(issuer.token({ claims: { exp: Math.ceil(nowMs / 1_000) + 60, jti: 'new' } }))).toBe(
      200,
    )
    nowMs += 1
    expect(await challengeFor(token)).toContain(discoveryText)
  })

  test('given a new key, when a token names it, then it is fetched at most once in five seconds', async () => {
    expect(await status()).toBe(200)
    const next = await makeTestKey('key-2')
    issuer.publish([issuer.key.publicJwk, next.publicJwk])

    nowMs += 4_999
    expect(await status(issuer.token({ key: next }))).toBe(401)
    expect(issuer.requests.jwks).toBe(1)
    nowMs += 1
    expect(await status(issuer.token({ key: next }))).toBe(200)
    expect(await status()).toBe(200)
    expect(issuer.requests.jwks).toBe(2)
  })

  test('given a stream of unknown kids, when they are asked for, then the issuer is not', async () => {
    expect(await status()).toBe(200)
    for (let index = 0; index < 20; index += 1) {
      expect(await status(issuer.token({ header: { kid: `guess-${index}` } }))).toBe(401)
    }

    expect(issuer.requests.jwks).toBe(1)
  })

  test('given a key that is taken back, when the set is fetched again, then a token that was verified before is refused', async () => {
    const token = longToken()
    expect(await status(token)).toBe(200)
    const next = await makeTestKey('key-2')
    issuer.publish([next.publicJwk])

    nowMs += twoHoursMs
    expect(await status(longToken(next))).toBe(200)
    expect(await challengeFor(token)).toContain('unable to find a signing key')
  })

  test('given the same kid with another key, when the set is fetched again, then a token of the old one is refused', async () => {
    const token = longToken()
    expect(await status(token)).toBe(200)
    const next = await makeTestKey(issuer.key.kid)
    issuer.publish([next.publicJwk])

    nowMs += twoHoursMs
    expect(await challengeFor(token)).toContain('signature is invalid')
    expect(await status(longToken(next))).toBe(200)
  })

  test('given a failed fetch, when a second has passed, then it is tried again', async () => {
    issuer.behave({ jwks: { status: 503 } })
    expect(await challengeFor()).toContain(jwksText)
    issuer.behave({})
    expect(await challengeFor()).toContain(jwksText)
    expect(issuer.requests.jwks).toBe(1)

    nowMs += 1_000
    expect(await status()).toBe(200)
  })

  test('tries a failed fetch again, even if the clock was set back meanwhile', async () => {
    await api.close()
    let elapsedMs = 0
    api = await startTestApi({
      now: () => nowMs,
      elapsedMs: () => elapsedMs,
      routes: [aRoute('GET /things', authorizer())],
    })
    const token = issuer.token({ claims: { iat: nowMs / 1_000 - 7_200 } })
    issuer.behave({ discovery: { status: 503 } })
    expect(await challengeFor(token)).toContain(discoveryText)

    issuer.behave({})
    nowMs -= 3_600_000
    elapsedMs += 1_000
    expect(await status(token)).toBe(200)
  })

  test('given an issuer that is down, when a token comes, then it is 401 with the text for discovery, and the log names the reason', async () => {
    await issuer.close()

    expect(await challengeFor()).toBe(
      `Bearer scope="" error="invalid_token" error_description="${discoveryText}"`,
    )
    expect(api.log[0]).toMatch(/check of key: found .+ECONNREFUSED; expected the keys of http/)
  })

  test.each<[string, Parameters<TestIssuer['behave']>[0], string]>([
    ['a discovery document slower than 1500 ms', { discovery: { delayMs: 1_900 } }, discoveryText],
    ['keys slower than 1500 ms', { jwks: { delayMs: 1_900 } }, jwksText],
    ['no discovery document', { discovery: { status: 404 } }, discoveryText],
    ['a redirect to the keys', { jwks: { status: 302, headers: { location: keysElsewhere } } }, jwksText],
    ['a discovery document that is not JSON', { discovery: { body: '<html>' } }, discoveryText],
    ['one that is null', { discovery: { body: 'null' } }, discoveryText],
    ['one without jwks_uri', { discovery: { body: '{}' } }, discoveryText],
    ['keys that are not JSON', { jwks: { body: 'oops' } }, jwksText],
    ['keys that are no list', { jwks: { body: '{"keys":{}}' } }, jwksText],
    [
      'more than 150000 bytes of keys',
      { jwks: { body: JSON.stringify({ keys: [], pad: 'x'.repeat(150_000) }) } },
      jwksText,
    ],
  ])(
    'given %s, when a token comes, then it is 401 and says which of the two failed',
    async (_name, behaviour, text) => {
      issuer.behave(behaviour)

      expect(await challengeFor()).toBe(`Bearer scope="" error="invalid_token" error_description="${text}"`)
      expect(api.events).toHaveLength(0)
    },
  )

  test('given just under 150000 bytes of keys, when a token comes, then it passes', async () => {
    const body = JSON.stringify({ keys: [issuer.key.publicJwk], pad: '' })
    issuer.behave({
      jwks: { body: body.replace('"pad":""', `"pad":"${'x'.repeat(150_000 - body.length)}"`) },
    })

    expect(await status()).toBe(200)
  })

  test('given a discovery document that names a different issuer, when a token comes, then it is refused and the log says why', async () => {
    const body = JSON.stringify({ issuer: `${issuer.issuer}/`, jwks_uri: `${issuer.issuer}/keys` })
    issuer.behave({ discovery: { body } })

    expect(await challengeFor()).toContain(discoveryText)
    expect(api.log[0]).toContain('names a different issuer')
  })

  test('given a jwks_uri that is http and not on this machine, when a token comes, then it is not asked for', async () => {
    const body = JSON.stringify({ issuer: issuer.issuer, jwks_uri: 'http://keys.example/keys' })
    issuer.behave({ discovery: { body } })

    expect(await challengeFor()).toContain(jwksText)
    expect(api.log[0]).toContain('is not an https URL')
  })

  test.each<[string, (jwk: Readonly<Record<string, unknown>>) => readonly unknown[]]>([
    ['is meant for encryption', (jwk) => [{ ...jwk, use: 'enc' }]],
    ['is meant for signing only', (jwk) => [{ ...jwk, key_ops: ['sign'] }]],
    ['is for another algorithm', (jwk) => [{ ...jwk, alg: 'RS512' }]],
    ['is for PS256', (jwk) => [{ ...jwk, alg: 'PS256' }]],
    ['has no kid', (jwk) => [{ ...jwk, kid: undefined }]],
    ['says it is symmetric', (jwk) => [{ ...jwk, kty: 'oct', k: 'AAAA' }]],
    ['has no modulus', (jwk) => [{ ...jwk, n: undefined }]],
    ['has a broken modulus', (jwk) => [{ ...jwk, n: '' }]],
    ['stands twice under its kid', (jwk) => [jwk, { ...jwk, use: undefined }]],
  ])('given a key that %s, when a token comes, then it is 401', async (_name, list) => {
    issuer.publish(list(issuer.key.publicJwk))

    expect(await challengeFor()).toContain('error="invalid_token"')
    expect(api.events).toHaveLength(0)
  })

  test('given a set with strange entries beside the key, when a token comes, then it passes', async () => {
    issuer.publish([null, 1, 'x', [], {}, { kty: 'EC', kid: issuer.key.kid }, issuer.key.publicJwk])

    expect(await status()).toBe(200)
  })

  test('given a key of 1024 bits, when its token comes, then it is 401 and the log says why', async () => {
    const short = await makeTestKey('short', 1024)
    issuer.publish([short.publicJwk])

    expect(await status(issuer.token({ key: short }))).toBe(401)
    expect(api.log[0]).toContain('fewer than 2048 bits')
  })
})

describe('the issuer of an authorizer', () => {
  test.each(['/', '/pool_1', '/oauth2/default', '/tenant/'])(
    'given one that ends in %s, when a token comes, then it passes',
    async (path) => {
      await api.close()
      await issuer.close()
      await start(path)

      expect(await status()).toBe(200)
      expect(issuer.requests).toEqual({ discovery: 1, jwks: 1 })
    },
  )

  test.each([
    'http://issuer.example',
    'ftp://127.0.0.1',
    'accounts.example',
    'http://127.0.0.1.example',
    'http://localhost.example',
  ])('given %s, when a token comes, then it is refused without asking there', async (wrong) => {
    const other = await startTestApi({
      now: () => nowMs,
      routes: [aRoute('GET /things', authorizer(wrong))],
    })

    const response = await fetch(`${other.url}/things`, {
      headers: { authorization: issuer.token({ claims: { iss: wrong } }) },
    })

    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toContain(discoveryText)
    expect(other.log[0]).toContain('is not an https URL')
    await other.close()
  })
})

import { afterEach, describe, expect, test } from '@jest/globals'
import { checkIssuer } from '../../../plugin/deploy/preflight/check-issuer.ts'
import type { PreflightResult } from '../../../plugin/deploy/preflight/preflight-result.ts'
import {
  type HttpsIssuer,
  type HttpsIssuerOptions,
  rsaJwk,
  startHttpsIssuer,
} from '../../support/https-issuer.ts'

let running: HttpsIssuer | undefined

afterEach(async () => {
  await running?.close()
  running = undefined
})

/** What preflight finds at an issuer that is correct apart from `options`. */
async function findingsFor(options: HttpsIssuerOptions): Promise<PreflightResult[]> {
  running = await startHttpsIssuer(options)
  const { issuer, ca, lookup } = running
  return checkIssuer(issuer, { ca, lookup })
}

function codesOf(results: readonly PreflightResult[]): string[] {
  return results.flatMap((result) => ('code' in result ? [`${result.kind} ${result.code}`] : []))
}

describe('checkIssuer', () => {
  test.each(['/', '', '/oauth2/default', '/us-east-1_Ab12cd'])(
    'a correct issuer at path "%s" passes',
    async (path) => {
      const results = await findingsFor({ path })

      expect(results.map(({ kind }) => kind)).toEqual(['passed', 'passed'])
      expect(results[0]?.what).toMatch(
        /^https:\/\/issuer\.example:\d+.* responded in \d+ ms; its issuer matches$/,
      )
      expect(results[1]?.what).toMatch(/\/keys responded in \d+ ms; it has 1 RSA signing key$/)
    },
  )

  test.each<[string, HttpsIssuerOptions, string[]]>([
    ['no discovery document', { serveDiscovery: { status: 404 } }, ['error discovery-status']],
    [
      'a redirect instead of it',
      { serveDiscovery: { status: 302, location: 'https://issuer.example/other' } },
      ['error discovery-status'],
    ],
    [
      'a discovery document that is a web page',
      { serveDiscovery: { body: '<html>' } },
      ['error discovery-not-json'],
    ],
    [
      'one of more than 150000 bytes',
      { discovery: { pad: 'x'.repeat(150_000) } },
      ['error discovery-too-large'],
    ],
    [
      'one that is null',
      { serveDiscovery: { body: 'null' } },
      ['error issuer-differs', 'error keys-nowhere'],
    ],
    [
      'one that names another issuer',
      { discovery: { issuer: 'https://other.example/' } },
      ['error issuer-differs'],
    ],
    ['one that names none', { discovery: { issuer: undefined } }, ['error issuer-differs']],
    ['no jwks_uri', { discovery: { jwks_uri: undefined } }, ['error keys-nowhere']],
    ['keys over http', { discovery: { jwks_uri: 'http://issuer.example/keys' } }, ['error keys-nowhere']],
    ['no keys at jwks_uri', { serveKeys: { status: 500 } }, ['error keys-status']],
    ['keys that are not JSON', { serveKeys: { body: 'oops' } }, ['error keys-not-json']],
    ['keys that are no list', { serveKeys: { body: '{"keys":{}}' } }, ['error keys-not-a-list']],
    [
      'more than 150000 bytes of keys',
      { keys: [{ ...rsaJwk(), x5c: ['x'.repeat(150_000)] }] },
      ['error keys-too-large'],
    ],
    ['no key at all', { keys: [] }, ['error keys-none-usable']],
    ['a key for encryption only', { keys: [{ ...rsaJwk(), use: 'enc' }] }, ['error keys-none-usable']],
    ['a key without kid', { keys: [{ ...rsaJwk(), kid: undefined }] }, ['error keys-none-usable']],
    ['a certificate of another name', { certifiedName: 'other.example' }, ['error discovery-untrusted']],
  ])('finds only %s', async (_what, options, codes) => {
    expect(codesOf(await findingsFor(options))).toEqual(codes)
  })

  test.each([
    ['without the slash', '/tenant', '/tenant/', ', without the slash at the end.'],
    ['with an extra slash', '/tenant/', '/tenant', ', with an extra slash at the end.'],
  ])('reports an issuer %s and suggests the correct one', async (_what, path, namedPath, words) => {
    const results = await findingsFor({ path, named: (origin) => `${origin}${namedPath}` })

    expect(codesOf(results)).toEqual(['error issuer-differs'])
    expect(results[0]?.what.endsWith(words)).toBe(true)
    expect(results[0]).toMatchObject({
      fix: expect.stringMatching(
        new RegExp(`^Set the issuer to "https://issuer\\.example:\\d+${namedPath}":`),
      ),
    })
  })

  test('counts EC keys and those without kid', async () => {
    const ec = { kty: 'EC', crv: 'P-256', kid: 'a', use: 'sig' }
    const results = await findingsFor({ keys: [ec, { ...ec, kid: 'b' }, { ...rsaJwk(), kid: undefined }] })

    expect(results.find(({ kind }) => kind === 'error')?.what).toContain(
      'None of the 3 keys at https://issuer.example:',
    )
    expect(results.find(({ kind }) => kind === 'error')?.what).toContain('2 of type EC, 1 RSA without kid')
  })

  test('ignores other keys next to a usable one', async () => {
    const results = await findingsFor({
      keys: [null, { kty: 'EC', kid: 'a' }, { ...rsaJwk(), use: 'enc' }, rsaJwk()],
    })

    expect(codesOf(results)).toEqual([])
    expect(results[1]?.what).toContain('it has 1 RSA signing key')
  })

  test('accepts 150000 bytes of keys', async () => {
    const key = rsaJwk()
    const room = 150_000 - JSON.stringify({ keys: [{ ...key, x5t: '' }] }).length
    expect(codesOf(await findingsFor({ keys: [{ ...key, x5t: 'x'.repeat(room) }] }))).toEqual([])
  })

  test.each<[string, HttpsIssuerOptions, string[]]>([
    ['the discovery document once', { serveDiscovery: { delaysMs: [1_700, 0] } }, ['warning discovery-late']],
    [
      'the discovery document twice',
      { serveDiscovery: { delaysMs: [1_700] } },
      ['error discovery-timed-out'],
    ],
    ['the keys once', { serveKeys: { delaysMs: [1_700, 0] } }, ['warning keys-late']],
    ['the keys twice', { serveKeys: { delaysMs: [1_700] } }, ['error keys-timed-out']],
  ])('given more than 1500 ms for %s, finds only that', async (_what, options, codes) => {
    expect(codesOf(await findingsFor(options))).toEqual(codes)
  })

  test('rejects a certificate of no known authority', async () => {
    running = await startHttpsIssuer()
    const { issuer, lookup } = running

    const results = await checkIssuer(issuer, { lookup })

    expect(codesOf(results)).toEqual(['error discovery-untrusted'])
    expect(results[0]?.what).toContain('DEPTH_ZERO_SELF_SIGNED_CERT')
  })

  test('reports a connection that is refused', async () => {
    const { issuer, ca, lookup, close } = await startHttpsIssuer()
    await close()

    const results = await checkIssuer(issuer, { ca, lookup })

    expect(codesOf(results)).toEqual(['error discovery-unreachable'])
    expect(results[0]?.what).toContain('ECONNREFUSED')
  })

  test.each([
    ['http://issuer.example', 'error issuer-not-https'],
    ['issuer.example', 'error issuer-not-https'],
    ['https://localhost:3001/', 'error issuer-out-of-reach'],
    ['https://127.0.0.1/', 'error issuer-out-of-reach'],
    ['https://[::1]/', 'error issuer-out-of-reach'],
    ['https://10.1.2.3/realms/main', 'error issuer-out-of-reach'],
    ['https://keycloak.internal/realms/main', 'error issuer-out-of-reach'],
  ])('sends no request to %s', async (issuer, code) => {
    const lookup = () => {
      throw new Error('asked')
    }
    expect(codesOf(await checkIssuer(issuer, { lookup }))).toEqual([code])
  })

  test('a finding says what, why and the fix', async () => {
    const [finding] = await findingsFor({ serveDiscovery: { status: 404 } })

    expect(finding).toEqual({
      kind: 'error',
      code: 'discovery-status',
      what: expect.stringMatching(/^The discovery document, https:\/\/.+ returned 404; expected 200\.$/),
      why: expect.stringContaining('the deploy fails partway'),
      fix: expect.stringContaining('/.well-known/openid-configuration'),
    })
  })
})

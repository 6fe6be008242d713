import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createKeySource, type KeySource } from '../../../authorizer/keys.ts'
import { tokenChecks } from '../../../authorizer/refusal.ts'
import { checkTitle } from '../../../plugin/explain/check-titles.ts'
import { explainToken } from '../../../plugin/explain/explain-token.ts'
import { makeTestKey, type TestKey } from '../../support/keys.ts'
import { aRoute, startTestApi, type TestApi } from '../../support/test-api.ts'
import { audience, startTestIssuer, type TestIssuer } from '../../support/test-issuer.ts'

const nowSeconds = 1_790_000_000
const nowMs = nowSeconds * 1_000

let issuer: TestIssuer
let stranger: TestKey
let api: TestApi
let keys: KeySource

const authorizer = () => ({
  kind: 'jwt' as const,
  name: 'jwt',
  issuer: issuer.issuer,
  audience: [audience, 'https://api.example.com'],
  identitySource: '$request.header.Authorization',
})
const routes = { '/things': [], '/scoped': ['things.read', 'things.all'] } as const

beforeAll(async () => {
  stranger = await makeTestKey('stranger')
  issuer = await startTestIssuer({ issuedAt: nowSeconds - 60 })
  api = await startTestApi({
    now: () => nowMs,
    routes: Object.entries(routes).map(([path, scopes]) => aRoute(`GET ${path}`, authorizer(), scopes)),
  })
  keys = createKeySource({ elapsedMs: () => nowMs })
})

afterAll(async () => {
  await api.close()
  await issuer.close()
})

/** Mostly nothing, so that a token gets past the earlier checks. */
function seldom<Values extends readonly unknown[]>(...values: Values) {
  const some: fc.Arbitrary<Values[number]> = fc.constantFrom(...values)
  return fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: some })
}

const recipe = fc.record({
  path: fc.constantFrom('/things' as const, '/scoped' as const),
  alg: seldom('none', 'HS256', 'RS384', 'ES256', 7),
  kid: seldom('', 'unknown', 1, 'key-1'),
  member: seldom('jwk', 'crit', 'zip', 'x5t'),
  byStranger: fc.boolean(),
  iss: seldom('https://elsewhere.example/', '/', 7),
  aud: seldom('somebody', 'https://api.example.com', ['a', 'https://api.example.com'], []),
  exp: seldom(nowSeconds - 1, nowSeconds, nowSeconds + 1, nowMs, '1', 1.5),
  nbf: seldom(nowSeconds, nowSeconds + 1, null),
  iat: seldom(nowSeconds, nowSeconds + 120, nowMs, -1),
  scope: seldom('openid', 'things.all', 'things.readwrite', ['things.read']),
  text: seldom<readonly ((token: string) => string)[]>(
    (token) => `Bearer ${token}`,
    (token) => `"${token}"`,
    (token) => `${token}&token_type=Bearer`,
    (token) => token.slice(0, -9),
    (token) => token.replace('.', '..'),
    (token) => token.replace(/[^.]+$/, ''),
    () => '',
  ),
})

type BrokenToken = typeof recipe extends fc.Arbitrary<infer Value> ? Value : never

function write(parts: BrokenToken): string {
  const { alg, kid, member, byStranger, iss, text, path, ...claims } = parts
  const token = issuer.token({
    header: { ...without({ alg, kid }), ...(member && { [member]: 'x' }) },
    claims: { ...without(claims), ...(iss !== null && { iss: iss === '/' ? `${issuer.issuer}/` : iss }) },
    ...(byStranger && kid !== null && { key: { ...stranger, kid: issuer.key.kid } }),
  })
  const spoiled = text ? text(token) : token
  return spoiled === '' ? '' : `Bearer ${spoiled}`
}

/** Members that are null are left as they are in a good token. */
function without(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null))
}

describe('the gateway and the explanation', () => {
  test('given any token, when it is sent and explained, then both say the same, at the same check, in the same words', async () => {
    const seen = new Map<string, number>()
    const property = fc.asyncProperty(recipe, async (parts) => {
      const value = write(parts)
      api.log.length = 0
      const response = await fetch(`${api.url}${parts.path}`, { headers: { authorization: value } })
      const explanation = await explainToken(value, {
        authorizer: authorizer(),
        routeScopes: routes[parts.path],
        keys,
        nowMs,
      })
      const { answer, checks } = explanation
      seen.set(answer?.check ?? 'accepted', (seen.get(answer?.check ?? 'accepted') ?? 0) + 1)

      expect(response.status).toBe(answer?.status ?? 200)
      expect(response.headers.get('www-authenticate')).toBe(answer?.challenge ?? null)
      if (answer) expect(api.log[0]).toContain(`at its check of ${checkTitle(answer.check)}: found `)
      // What the checks say one by one has to lead to the same decision.
      expect(checks.find(({ verdict }) => verdict.endsWith('fail') || verdict === 'failed')?.check).toBe(
        answer?.check,
      )
    })
    await fc.assert(property, { numRuns: 600, seed: 4 })

    expect([...seen.keys()].sort()).toEqual([...tokenChecks, 'accepted'].sort())
  })

  test('given a token twice, when it is refused, then the log says that it came twice', async () => {
    const line = `authorization: Bearer ${issuer.token()}\r\n`
    api.log.length = 0

    await api.raw(`GET /things HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${line}${line}\r\n`)

    expect(api.log[0]).toContain('2 values; expected one token in header Authorization. Fix: ')
  })

  test('given an issuer that is gone, when a token is explained, then the key has failed and the claims are told all the same', async () => {
    const gone = { ...authorizer(), issuer: 'http://127.0.0.1:1' }
    const token = issuer.token({ claims: { iss: gone.issuer, exp: nowSeconds - 30 } })
    const { answer, checks } = await explainToken(token, {
      authorizer: gone,
      routeScopes: [],
      keys: createKeySource({ elapsedMs: () => nowMs }),
      nowMs,
    })

    expect(answer?.check).toBe('key')
    expect(checks.find(({ check }) => check === 'key')).toMatchObject({
      found: { full: expect.stringContaining('cannot be reached') },
      fix: { id: 'keys-not-fetched' },
    })
    expect(checks.find(({ check }) => check === 'iss')?.verdict).toBe('not reached, would pass')
    expect(checks.find(({ check }) => check === 'exp')).toMatchObject({
      verdict: 'not reached, would fail',
      fix: { id: 'expired' },
    })
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { CompactEncrypt, generateKeyPair } from 'jose'
import { base64url, makeTestKey, signWithSecret } from '../../support/keys.ts'
import { aRoute, startTestApi, type TestApi } from '../../support/test-api.ts'
import { audience, startTestIssuer, type TestIssuer } from '../../support/test-issuer.ts'

const nowSeconds = 1_790_000_000
const segmentsText = 'token contains an invalid number of segments'

let issuer: TestIssuer
let api: TestApi

beforeAll(async () => {
  issuer = await startTestIssuer({ issuedAt: nowSeconds - 60 })
  const common = {
    kind: 'jwt' as const,
    name: 'jwt',
    issuer: issuer.issuer,
    audience: [audience, 'second-client'],
  }
  const byHeader = { ...common, identitySource: '$request.header.Authorization' }
  const byQuery = { ...common, identitySource: '$request.querystring.token' }
  api = await startTestApi({
    now: () => nowSeconds * 1_000,
    routes: [
      aRoute('GET /things', byHeader),
      aRoute('GET /scoped', byHeader, ['things.read', 'things.all']),
      aRoute('GET /query', byQuery),
      aRoute('GET /open'),
    ],
  })
})

afterAll(async () => {
  await api.close()
  await issuer.close()
})

beforeEach(() => {
  api.events.length = 0
  api.log.length = 0
})

function get(path: string, authorization?: string): Promise<Response> {
  return fetch(`${api.url}${path}`, { headers: authorization === undefined ? {} : { authorization } })
}

async function expectRefused(response: Response, description?: string): Promise<void> {
  expect(response.status).toBe(401)
  expect(await response.text()).toBe('{"message":"Unauthorized"}')
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(response.headers.get('apigw-requestid')).toMatch(/^[\w-]{15}=$/)
  const challenge = response.headers.get('www-authenticate') ?? ''
  expect(challenge).toMatch(/^Bearer scope="" error="invalid_token" error_description="[^",]+"$/)
  if (description !== undefined) expect(challenge).toContain(`error_description="${description}"`)
  expect(api.events).toHaveLength(0)
}

describe('the authorizer, a good token', () => {
  test('given one after "Bearer ", when a route is asked for, then the function gets its claims as strings and scopes null', async () => {
    const response = await get('/things', `Bearer ${issuer.token()}`)

    expect(response.status).toBe(200)
    expect(api.events[0]?.requestContext.authorizer).toEqual({
      jwt: {
        claims: {
          auth_time: String(nowSeconds - 60),
          client_id: audience,
          'cognito:groups': '[admins support]',
          exp: String(nowSeconds + 3_540),
          iat: String(nowSeconds - 60),
          iss: issuer.issuer,
          scope: 'openid things.read',
          sub: 'c2d5e484-60a1-70b2-9f3c-1a2b3c4d5e6f',
          token_use: 'access',
          username: 'mira',
        },
        scopes: null,
      },
    })
    expect(Object.keys(api.events[0]?.requestContext.authorizer?.jwt.claims ?? {})).toEqual(
      Object.keys(api.events[0]?.requestContext.authorizer?.jwt.claims ?? {}).toSorted(),
    )
  })

  test('given one without "Bearer ", when a route is asked for, then it passes, and the header reaches the function', async () => {
    const token = issuer.token()
    const response = await get('/things', token)

    expect(response.status).toBe(200)
    expect(api.events[0]?.headers.authorization).toBe(token)
  })

  test('given a route with scopes, when the token has one of them, then the function gets the whole list of the token', async () => {
    const response = await get('/scoped', `Bearer ${issuer.token()}`)

    expect(response.status).toBe(200)
    expect(api.events[0]?.requestContext.authorizer?.jwt.scopes).toEqual(['openid', 'things.read'])
  })

  test('given a query parameter as identity source, when the token is there, then it passes; in the header alone it does not', async () => {
    const token = issuer.token()

    expect((await get(`/query?token=${token}`)).status).toBe(200)
    expect((await get('/query', `Bearer ${token}`)).status).toBe(401)
    expect((await get(`/query?Token=${token}`)).status).toBe(401)
    expect(api.events).toHaveLength(1)
  })

  test('given an open route, when it is asked for with a broken token, then the function runs without an authorizer', async () => {
    const response = await get('/open', 'Bearer broken')

    expect(response.status).toBe(200)
    expect(api.events[0]?.requestContext).not.toHaveProperty('authorizer')
  })

  test.each<[string, Record<string, unknown>]>([
    ['aud as text', { aud: audience }],
    ['aud as a list with one match', { aud: ['https://elsewhere.example/', audience] }],
    ['client_id and no aud', { aud: undefined }],
    ['the second audience', { client_id: 'second-client' }],
    ['no nbf and no iat', { nbf: undefined, iat: undefined }],
    ['nbf and iat of this very second', { nbf: nowSeconds, iat: nowSeconds }],
    ['one second left', { exp: nowSeconds + 1 }],
    ['a claim named __proto__ and one named constructor', JSON.parse('{"__proto__":"x","constructor":"y"}')],
    ['null among its claims', { extra: null }],
  ])('given %s, when a route is asked for, then it passes', async (_name, claims) => {
    expect((await get('/things', `Bearer ${issuer.token({ claims })}`)).status).toBe(200)
    expect(api.events).toHaveLength(1)
  })

  test.each(['sha384', 'sha512'] as const)(
    'given a signature with %s, when a route is asked for, then it passes',
    async (digest) => {
      const { publicJwk, sign } = issuer.key
      issuer.publish([publicJwk, { ...publicJwk, kid: `for-${digest}`, alg: undefined }])
      const fresh = await startTestApi({
        now: () => nowSeconds * 1_000,
        routes: [
          aRoute('GET /things', {
            kind: 'jwt',
            name: 'jwt',
            issuer: issuer.issuer,
            audience: [audience],
            identitySource: '$request.header.Authorization',
          }),
        ],
      })
      const { header, payload } = issuer.texts({
        header: { alg: `RS${digest.slice(3)}`, kid: `for-${digest}` },
      })

      const response = await fetch(`${fresh.url}/things`, {
        headers: { authorization: sign(header, payload, digest) },
      })

      expect(response.status).toBe(200)
      await fresh.close()
    },
  )
})

describe('the authorizer, no token', () => {
  test.each(['/things', '/scoped'])(
    'given no header, when %s is asked for, then the challenge is bare',
    async (path) => {
      const response = await get(path)

      expect(response.status).toBe(401)
      expect(await response.text()).toBe('{"message":"Unauthorized"}')
      expect(response.headers.get('www-authenticate')).toBe('Bearer')
      expect(response.headers.get('content-type')).toBe('application/json')
      expect(api.events).toHaveLength(0)
    },
  )

  test('given an unknown path, when it is asked for without a token, then it is 404', async () => {
    expect((await get('/nothing')).status).toBe(404)
  })
})

describe('the authorizer, scopes', () => {
  test.each<[string, Record<string, unknown>, number]>([
    ['the other one of the two', { scope: 'things.all' }, 200],
    ['scp as a list', { scope: undefined, scp: ['things.read'] }, 200],
    ['scp as text', { scope: undefined, scp: 'a things.read' }, 200],
    ['neither', { scope: 'openid' }, 403],
    ['a longer one that begins alike', { scope: 'things.readwrite' }, 403],
    ['another spelling', { scope: 'Things.Read' }, 403],
    ['permissions instead', { scope: undefined, permissions: ['things.read'] }, 403],
    ['no scope claim', { scope: undefined }, 403],
    ['scope as a list, which nobody has seen to work', { scope: ['things.read'] }, 403],
    ['scp that outweighs scope', { scope: 'things.read', scp: ['openid'] }, 403],
    ['a number among scp', { scope: undefined, scp: ['things.read', 1] }, 403],
  ])(
    'given %s, when a route that asks for one of two is asked for, then the status is %3$i',
    async (_name, claims, status) => {
      const response = await get('/scoped', `Bearer ${issuer.token({ claims })}`)

      expect(response.status).toBe(status)
      expect(api.events).toHaveLength(status === 200 ? 1 : 0)
    },
  )

  test('given a token without them, when it is refused, then body and challenge name the scopes of the route', async () => {
    const response = await get('/scoped', `Bearer ${issuer.token({ claims: { scope: 'openid' } })}`)

    expect(await response.text()).toBe('{"message":"Forbidden"}')
    expect(response.headers.get('www-authenticate')).toMatch(
      /^Bearer scope="things\.read things\.all" error="insufficient_scope" error_description="[^"]+"$/,
    )
  })

  test('given an expired token, when a route with scopes is asked for, then the challenge lists them', async () => {
    const response = await get('/scoped', `Bearer ${issuer.token({ claims: { exp: nowSeconds - 1 } })}`)

    expect(response.headers.get('www-authenticate')).toBe(
      'Bearer scope="things.read things.all" error="invalid_token" error_description="the token has expired"',
    )
  })
})

describe('the authorizer, claims that do not fit', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['another issuer', { iss: 'https://elsewhere.example' }, 'issuer does not match'],
    ['no issuer', { iss: undefined }, 'issuer does not match'],
    ['an issuer as a list', { iss: ['x'] }, 'issuer does not match'],
    ['another audience', { aud: 'somebody-else' }, 'the token does not have a valid audience'],
    [
      'another audience beside a good client_id',
      { aud: ['x'], client_id: audience },
      'the token does not have a valid audience',
    ],
    ['an empty audience list', { aud: [] }, 'the token does not have a valid audience'],
    ['null as audience', { aud: null }, 'the token does not have a valid audience'],
    ['a number among audiences', { aud: [audience, 1] }, 'the token does not have a valid audience'],
    ['an audience object', { aud: { 0: audience, length: 1 } }, 'the token does not have a valid audience'],
    ['client_id as a list', { client_id: [audience] }, 'the token does not have a valid audience'],
    ['neither aud nor client_id', { client_id: undefined }, 'the token does not have a valid audience'],
    ['an audience in capitals', { aud: audience.toUpperCase() }, 'the token does not have a valid audience'],
    ['an end in the past', { exp: nowSeconds - 1 }, 'the token has expired'],
    ['an end right now', { exp: nowSeconds }, 'the token has expired'],
    ['no end', { exp: undefined }, 'the token has expired'],
    ['an end as text', { exp: String(nowSeconds + 60) }, 'the token has expired'],
    ['an end of null', { exp: null }, 'the token has expired'],
    ['an end as a list', { exp: [nowSeconds + 60] }, 'the token has expired'],
    ['an end of true', { exp: true }, 'the token has expired'],
    ['an end beyond whole numbers', { exp: 1e300 }, 'the token has expired'],
    ['a beginning in the future', { nbf: nowSeconds + 1 }, 'the token is not valid yet'],
    ['a beginning as text', { nbf: '0' }, 'the token is not valid yet'],
    ['a time of issue in the future', { iat: nowSeconds + 1 }, 'the token is used before it was issued'],
    ['a time of issue of null', { iat: null }, 'the token is used before it was issued'],
  ])(
    'given %s, when a route is asked for, then it is 401 and the function is not called',
    async (_name, claims, description) => {
      await expectRefused(await get('/things', `Bearer ${issuer.token({ claims })}`), description)
    },
  )

  test.each(['/', '\u200b', ' ', '\n', '%2F', '#', '?'])(
    'given the issuer with %j at its end, when a route is asked for, then it is 401',
    async (tail) => {
      await expectRefused(
        await get('/things', `Bearer ${issuer.token({ claims: { iss: `${issuer.issuer}${tail}` } })}`),
        'issuer does not match',
      )
    },
  )

  test('given a full-width letter in the issuer, when a route is asked for, then it is 401', async () => {
    const iss = issuer.issuer.replace('http', '\uff48ttp')

    await expectRefused(
      await get('/things', `Bearer ${issuer.token({ claims: { iss } })}`),
      'issuer does not match',
    )
  })
})

describe('the authorizer, headers that do not fit', () => {
  test.each<[string, Record<string, unknown>]>([
    ['no kid', { kid: undefined }],
    ['an empty kid', { kid: '' }],
    ['a kid that is a number', { kid: 1 }],
    ['a kid that is a list', { kid: ['key-1'] }],
    ['an unknown kid', { kid: 'key-2' }],
    ['a kid with a path', { kid: '../../../../dev/null' }],
    ['a kid with SQL', { kid: "key-1' OR '1'='1" }],
    ['a kid that is a URL', { kid: 'http://127.0.0.1:1/keys' }],
    ['a kid that every object has', { kid: '__proto__' }],
    ['a kid with a blank', { kid: 'key-1 ' }],
    ['crit', { crit: ['exp'] }],
    ['b64', { b64: true }],
    ['b64 and crit', { b64: false, crit: ['b64'] }],
    ['no alg', { alg: undefined }],
    ['alg as a list', { alg: ['RS256'] }],
    ['RS256 in lower case', { alg: 'rs256' }],
    ['PS256', { alg: 'PS256' }],
    ['ES256', { alg: 'ES256' }],
    ['RS384 over a signature with SHA-256', { alg: 'RS384' }],
    ['x5c', { x5c: ['MIIB'] }],
    ['zip', { zip: 'DEF' }],
  ])('given %s over a good signature, when a route is asked for, then it is 401', async (_name, header) => {
    await expectRefused(await get('/things', `Bearer ${issuer.token({ header })}`))
  })

  test.each(['jwk', 'jku', 'x5u'])(
    'given a key of the attacker by %s, when a route is asked for, then it is 401',
    async (member) => {
      const attacker = await makeTestKey(issuer.key.kid)
      const value = member === 'jwk' ? attacker.publicJwk : 'http://127.0.0.1:1/keys'

      await expectRefused(
        await get('/things', `Bearer ${issuer.token({ key: attacker, header: { [member]: value } })}`),
      )
      await expectRefused(await get('/things', `Bearer ${issuer.token({ header: { [member]: value } })}`))
    },
  )
})

describe('the authorizer, forged signatures', () => {
  test('given a token that another key has signed under a known kid, when a route is asked for, then it is 401', async () => {
    const attacker = await makeTestKey(issuer.key.kid)

    await expectRefused(await get('/things', `Bearer ${issuer.token({ key: attacker })}`))
  })

  test.each(['none', 'None', 'NONE', 'nOnE'])(
    'given alg %s, when a route is asked for, then it is 401',
    async (alg) => {
      const { header, payload } = issuer.texts({ header: { alg } })
      const input = `${base64url(header)}.${base64url(payload)}`

      await expectRefused(await get('/things', `Bearer ${input}.`), segmentsText)
      await expectRefused(await get('/things', `Bearer ${input}`), segmentsText)
      await expectRefused(await get('/things', `Bearer ${input}.AAAA`))
    },
  )

  test.each(['HS256', 'RS256'])(
    'given an HMAC with the public key and alg %s, when a route is asked for, then it is 401',
    async (alg) => {
      const { header, payload } = issuer.texts({ header: { alg } })
      const { publicPem, publicJwk } = issuer.key

      for (const secret of [publicPem, publicPem.trim(), JSON.stringify(publicJwk), String(publicJwk.n)]) {
        await expectRefused(await get('/things', `Bearer ${signWithSecret(header, payload, secret)}`))
      }
    },
  )

  test('given a good token, when any of its parts is changed or exchanged, then it is 401', async () => {
    const [header = '', payload = '', signature = ''] = issuer.token().split('.')
    const other = issuer.token({ claims: { username: 'admin' } }).split('.')[1]

    const forged = [
      `${header}.${other}.${signature}`,
      `${header}.${payload}.${flipBit(signature, 0)}`,
      `${header}.${payload}.${flipBit(signature, 255)}`,
      `${header}.${payload}.${base64url(Buffer.concat([Buffer.alloc(1), Buffer.from(signature, 'base64url')]))}`,
      `${header}.${payload}.${base64url(Buffer.from(signature, 'base64url').subarray(0, 255))}`,
      `${header}.${payload}.${base64url(Buffer.alloc(256))}`,
      `${header}.${payload}.${base64url(Buffer.alloc(256, 0xff))}`,
    ]

    for (const token of forged)
      await expectRefused(await get('/things', `Bearer ${token}`), 'signature is invalid')
    expect((await get('/things', `Bearer ${header}.${payload}.${signature}`)).status).toBe(200)
  })
})

describe('the authorizer, texts that are no token', () => {
  const spoiled: [string, (token: string) => string][] = [
    ['a word', () => 'not-a-token'],
    ['two segments', (token) => token.split('.').slice(0, 2).join('.')],
    ['four segments', (token) => `${token}.AAAA`],
    ['dots alone', () => '..'],
    ['an empty header', (token) => token.replace(/^[^.]+/, '')],
    ['an empty payload', (token) => token.replace(/\.[^.]+\./, '..')],
    ['an empty signature', (token) => token.replace(/[^.]+$/, '')],
    ['padding after the header', (token) => token.replace('.', '=.')],
    ['padding at the end', (token) => `${token}==`],
    ['an ampersand at the end', (token) => `${token}&`],
    ['a comma at the end', (token) => `${token},`],
    ['a semicolon at the end', (token) => `${token};`],
    ['a blank inside', (token) => token.replace('.', '. ')],
    ['a second blank before it', (token) => ` ${token}`],
    ['a quote on both sides', (token) => `"${token}"`],
    ['"Bearer " twice', (token) => `Bearer ${token}`],
    ['a letter that base64url does not have', (token) => token.replace('.', '+.')],
    ['a spare bit at the end', spareBit],
  ]

  test.each(spoiled)('given %s, when a route is asked for, then it is 401', async (_name, spoil) => {
    await expectRefused(await get('/things', `Bearer ${spoil(issuer.token())}`))
  })

  test.each(['bearer', 'BEARER', 'Basic', 'Bearer\t', 'DPoP'])(
    'given the scheme %j, when a route is asked for, then it is 401',
    async (scheme) => {
      await expectRefused(await get('/things', `${scheme} ${issuer.token()}`))
    },
  )

  test.each(['%0A', '%00', '+', '%20', '%26', '='])(
    'given %s after the token in the query, when a route is asked for, then it is 401',
    async (tail) => {
      await expectRefused(await get(`/query?token=${issuer.token()}${tail}`))
    },
  )

  test('given two tokens in the query, when a route is asked for, then it is 401', async () => {
    await expectRefused(await get(`/query?token=${issuer.token()}&token=${issuer.token()}`))
  })

  test.each<[string, (payload: string, header: string) => [string, string]]>([
    ['a payload that is no object', (_payload, header) => [header, '"text"']],
    ['a payload that is a list', (_payload, header) => [header, '[]']],
    ['a payload that is null', (_payload, header) => [header, 'null']],
    ['a payload that is not JSON', (payload, header) => [header, payload.slice(0, -1)]],
    ['a payload with a byte order mark', (payload, header) => [header, `\ufeff${payload}`]],
    ['a payload with text behind it', (payload, header) => [header, `${payload}{}`]],
    ['a header that is a list', (payload) => ['[]', payload]],
    ['exp twice', (payload, header) => [header, payload.replace('{', `{"exp":${nowSeconds + 60},`)]],
    [
      'exp twice, once escaped',
      (payload, header) => [header, payload.replace('{', `{"\\u0065xp":${nowSeconds + 60},`)],
    ],
    ['a name twice further in', (payload, header) => [header, payload.replace('{', '{"a":{"b":1,"b":2},')]],
    ['alg twice', (payload, header) => [header.replace('{', '{"alg":"none",'), payload]],
    ['exp of 1e400', (payload, header) => [header, payload.replace(/"exp":\d+/, '"exp":1e400')]],
    ['exp with a fraction', (payload, header) => [header, payload.replace(/("exp":\d+)/, '$1.5')]],
    ['another number of 1e400', (payload, header) => [header, payload.replace('{', '{"n":[-1e400],')]],
    [
      'claims that nest too deeply',
      (payload, header) => [header, payload.replace('{', `{"n":${'['.repeat(200)}${']'.repeat(200)},`)],
    ],
  ])('given %s over a good signature, when a route is asked for, then it is 401', async (_name, spoil) => {
    const { header, payload } = issuer.texts()

    await expectRefused(await get('/things', `Bearer ${issuer.key.sign(...spoil(payload, header))}`))
  })

  test('given a payload that is not UTF-8, when a route is asked for, then it is 401', async () => {
    const [header = '', payload = ''] = issuer.token().split('.')
    const bytes = Buffer.from(
      Buffer.from(payload, 'base64url').toString('latin1').replace('mira', 'mir\xff'),
      'latin1',
    )

    await expectRefused(await get('/things', `Bearer ${header}.${base64url(bytes)}.AAAA`))
  })

  test('given a good token within a signed token, when a route is asked for, then it is 401', async () => {
    const { header } = issuer.texts({ header: { cty: 'JWT' } })

    await expectRefused(await get('/things', `Bearer ${issuer.key.sign(header, issuer.token())}`))
  })

  test('given a good token within an encrypted one, when a route is asked for, then it is 401', async () => {
    const { publicKey } = await generateKeyPair('RSA-OAEP')
    const jwe = await new CompactEncrypt(Buffer.from(issuer.token()))
      .setProtectedHeader({ alg: 'RSA-OAEP', enc: 'A256GCM', kid: issuer.key.kid })
      .encrypt(publicKey)

    await expectRefused(await get('/things', `Bearer ${jwe}`), segmentsText)
  })

  test('given two Authorization headers, when a route is asked for, then it is 401 in either order', async () => {
    const good = `authorization: Bearer ${issuer.token()}\r\n`
    const bad = 'authorization: Bearer x\r\n'

    for (const lines of [good + bad, bad + good, good + good]) {
      const answer = await api.raw(`GET /things HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${lines}\r\n`)
      expect(answer).toMatch(/^HTTP\/1\.1 401 /)
    }
    expect(await api.raw(`GET /things HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${good}\r\n`)).toMatch(
      /^HTTP\/1\.1 200 /,
    )
    expect(api.events).toHaveLength(1)
  })
})

describe('the log of a refusal', () => {
  test('given another audience, when the token is refused, then one line says what was found and expected, without the token or its values', async () => {
    const token = issuer.token({ claims: { aud: 'secret-audience', email: 'mira@example.com' } })
    await get('/things?token=also-secret', `Bearer ${token}`)

    expect(api.log).toHaveLength(1)
    expect(api.log[0]).toMatch(
      /^GET \/things 401 \d+ ms: refused by authorizer "jwt" at its check of aud \(audience\): found .+; expected .+test-client/,
    )
    for (const secret of [...token.split('.'), 'secret-audience', 'mira', 'also-secret']) {
      expect(api.log[0]).not.toContain(secret)
    }
  })

  test('given an issuer that lacks its slash, when the token is refused, then the line says so', async () => {
    await get('/things', `Bearer ${issuer.token({ claims: { iss: `${issuer.issuer}/` } })}`)

    expect(api.log[0]).toContain(
      'check of iss (issuer): found the same issuer except for the slash at the end; expected exactly http',
    )
  })
})

function flipBit(signature: string, index: number): string {
  const bytes = Buffer.from(signature, 'base64url')
  bytes[index] = (bytes[index] ?? 0) ^ 1
  return bytes.toString('base64url')
}

/** The same bytes in a spelling that a lenient decoder would take. */
function spareBit(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return token.slice(0, -1) + alphabet[alphabet.indexOf(token.at(-1) ?? '') + 1]
}

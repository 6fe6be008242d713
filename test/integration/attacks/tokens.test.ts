import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { CompactEncrypt, importSPKI } from 'jose'
import { base64url, makeTestKey, type TestKey } from '../../support/keys.ts'
import { aRoute, startTestApi, type TestApi } from '../../support/test-api.ts'
import { audience, startTestIssuer, type TestIssuer } from '../../support/test-issuer.ts'

const nowSeconds = 1_790_000_000

let issuer: TestIssuer
let attacker: TestKey
let api: TestApi

beforeAll(async () => {
  // The path lets the issuer be spelled in more than one way.
  issuer = await startTestIssuer({ issuedAt: nowSeconds - 60, path: '/us-east-1_Kiosk' })
  attacker = await makeTestKey(issuer.key.kid)
  const identitySource = '$request.header.Authorization'
  const authorizer = {
    kind: 'jwt' as const,
    name: 'jwt',
    issuer: issuer.issuer,
    audience: [audience],
    identitySource,
  }
  api = await startTestApi({ now: () => nowSeconds * 1_000, routes: [aRoute('GET /things', authorizer)] })
})

afterAll(async () => {
  await api.close()
  await issuer.close()
})

beforeEach(() => {
  api.events.length = 0
})

type Attack = readonly [name: string, make: () => string | Promise<string>]
type Texts = { readonly header: string; readonly payload: string }

/** @param checks those that may refuse: an attack that fails for another reason proves nothing. */
function describeAttacks(subject: string, checks: string, attacks: readonly Attack[]): void {
  describe(`an attack by ${subject}`, () => {
    test.each(attacks)(
      'given %s, when it is sent, then it is 401 and the function is not called',
      async (_name, make) => {
        const response = await fetch(`${api.url}/things`, {
          headers: { authorization: `Bearer ${await make()}` },
        })

        expect(response.status).toBe(401)
        expect(await response.json()).toEqual({ message: 'Unauthorized' })
        expect(api.log.at(-1)).toMatch(
          new RegExp(`refused by .+ at its check of (?:${checks})(?: \\(.+?\\))?:`),
        )
        expect(api.events).toHaveLength(0)
      },
    )
  })
}

/** Signs with the issuer's key whatever the texts were made into. */
function spoiled(change: (texts: Texts) => Partial<Texts>): string {
  const texts = issuer.texts()
  const { header, payload } = { ...texts, ...change(texts) }
  return issuer.key.sign(header, payload)
}

const withHeader = (header: Record<string, unknown>) => () => issuer.token({ header })
const withClaims = (claims: Record<string, unknown>) => () => issuer.token({ claims })

function signedOtherwise(alg: string, signer: (input: string) => string | Buffer): string {
  const { header, payload } = issuer.texts({ header: { alg } })
  const input = `${base64url(header)}.${base64url(payload)}`
  const signature = signer(input)
  return `${input}.${typeof signature === 'string' ? signature : base64url(signature)}`
}

/** What an attacker may take for the secret that a careless server would use. */
const secrets: readonly (readonly [name: string, secret: () => string | Buffer])[] = [
  ['the public key as PEM', () => issuer.key.publicPem],
  ['the PEM without its last newline', () => issuer.key.publicPem.trim()],
  ['the PEM with CRLF', () => issuer.key.publicPem.replaceAll('\n', '\r\n')],
  [
    'the bytes within the PEM',
    () => Buffer.from(issuer.key.publicPem.replaceAll(/-----.*-----|\n/g, ''), 'base64'),
  ],
  ['the key as the JWKS has it', () => JSON.stringify(issuer.key.publicJwk)],
  ['the modulus', () => Buffer.from(String(issuer.key.publicJwk.n), 'base64url')],
  ['the modulus as text', () => String(issuer.key.publicJwk.n)],
  ['the kid', () => issuer.key.kid],
  ['nothing', () => ''],
]

describeAttacks('another algorithm', 'alg|decode|signature', [
  ...['HS256', 'HS384', 'HS512', 'RS256', 'hs256'].flatMap((alg) =>
    secrets.map(
      ([name, secret]): Attack => [
        `${alg} and an HMAC with ${name}`,
        () =>
          signedOtherwise(alg, (input) =>
            createHmac(`sha${/\d+/.exec(alg)?.[0]}`, secret())
              .update(input)
              .digest(),
          ),
      ],
    ),
  ),
  ...['none', 'None', 'NONE', 'nOnE', ' none', 'none\u0000', 'n\u043ene', ''].flatMap((alg): Attack[] => [
    [`alg ${JSON.stringify(alg)} without a signature`, () => signedOtherwise(alg, () => '')],
    [`alg ${JSON.stringify(alg)} with the good signature`, withHeader({ alg })],
    [
      `alg ${JSON.stringify(alg)} with a signature of one byte`,
      () => signedOtherwise(alg, () => Buffer.alloc(1)),
    ],
  ]),
  ...['ES256', 'RS256'].map(
    (alg): Attack => [
      `${alg} and a signature by an elliptic curve`,
      () => {
        const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
        return signedOtherwise(alg, (input) =>
          sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }),
        )
      },
    ],
  ),
  ...['EdDSA', 'Ed25519', 'RS256'].map(
    (alg): Attack => [
      `${alg} and a signature by Ed25519`,
      () =>
        signedOtherwise(alg, (input) =>
          sign(null, Buffer.from(input), generateKeyPairSync('ed25519').privateKey),
        ),
    ],
  ),
  [
    'ES256 and a signature of zeros, which once passed for every key',
    () => signedOtherwise('ES256', () => Buffer.alloc(64)),
  ],
  ['RS256 in Cyrillic', withHeader({ alg: 'R\u0405256' })],
  ['RS256 with a blank', withHeader({ alg: 'RS256 ' })],
  ['RS1', withHeader({ alg: 'RS1' })],
  ['two algorithms', withHeader({ alg: ['RS256', 'none'] })],
  ['an algorithm that every object has', withHeader({ alg: 'constructor' })],
  [
    'alg given twice, the good one last',
    () => spoiled(({ header }) => ({ header: header.replace('{', '{"alg":"none",') })),
  ],
  [
    'alg given twice, the good one first',
    () => spoiled(({ header }) => ({ header: header.replace(/}$/, ',"alg":"none"}') })),
  ],
  ['Alg beside no alg', () => spoiled(({ header }) => ({ header: header.replace('"alg"', '"Alg"') }))],
])

describeAttacks('a kid', 'key|kid|decode', [
  ...[
    '../../../../../../dev/null',
    '/dev/null',
    '..\\..\\windows\\win.ini',
    "key-1' OR '1'='1",
    "x' UNION SELECT 'secret' --",
    'key-1; ls',
    '$(id)',
    '| cat /etc/passwd',
    'http://127.0.0.1:1/jwks.json',
    'file:///dev/null',
    '__proto__',
    'constructor',
    'toString',
    'key-1\u0000',
    'KEY-1',
    'key-1/',
    '\uff4bey-1',
    'key-1'.repeat(1_000),
  ].map((kid): Attack => [`the kid ${JSON.stringify(kid).slice(0, 40)}`, withHeader({ kid })]),
  ...[0, null, true, ['key-1'], { kid: 'key-1' }].map(
    (kid): Attack => [`the kid ${JSON.stringify(kid)}`, withHeader({ kid })],
  ),
  ['kid given twice', () => spoiled(({ header }) => ({ header: header.replace('{', '{"kid":"x",') }))],
])

describeAttacks('a key of its own', 'header|signature', [
  ...(['jwk', 'jku', 'x5u', 'x5c', 'x5t', 'x5t#S256'] as const).flatMap((member): Attack[] => {
    const value = () =>
      (({ jwk: attacker.publicJwk, x5c: [base64url('certificate')] }) as Record<string, unknown>)[member] ??
      'http://127.0.0.1:1/keys'
    const attack: Attack = [
      `${member} and a signature by that key`,
      () => issuer.token({ key: attacker, header: { [member]: value() } }),
    ]
    // The thumbprints name a key and bring none: over a good signature they may stand.
    if (member.startsWith('x5t')) return [attack]
    return [
      attack,
      [`${member} over a good signature`, () => issuer.token({ header: { [member]: value() } })],
    ]
  }),
  ['the kid of the issuer over a signature by another', () => issuer.token({ key: attacker })],
  [
    "jku of the issuer's own keys, by way of user information",
    () => issuer.token({ key: attacker, header: { jku: issuer.issuer.replace('://', '://127.0.0.1:1@') } }),
  ],
])

describeAttacks('a header that changes the reading', 'header|decode', [
  ['crit with an unknown name', withHeader({ crit: ['claimcheck'], claimcheck: true })],
  ['crit with exp', withHeader({ crit: ['exp'], exp: nowSeconds + 60 })],
  ['an empty crit', withHeader({ crit: [] })],
  ['b64 of false with crit', withHeader({ b64: false, crit: ['b64'] })],
  ['b64 of false without crit', withHeader({ b64: false })],
  [
    'b64 of false, the payload as it stands',
    () => {
      const { header, payload } = issuer.texts({ header: { b64: false, crit: ['b64'] } })
      return `${base64url(header)}.${payload.replaceAll('.', '')}.AAAA`
    },
  ],
  ['zip', withHeader({ zip: 'DEF' })],
  ['enc', withHeader({ enc: 'A256GCM' })],
])

const bigClaim = 'x'.repeat(7_000)

describeAttacks('its segments', 'decode|key|signature', [
  ['dots alone', () => '..'],
  ['many dots', () => '.'.repeat(8_000)],
  ['an empty header', () => issuer.token().replace(/^[^.]+/, '')],
  ['an empty payload', () => issuer.token().replace(/\.[^.]+\./, '..')],
  ['an empty signature', () => issuer.token().replace(/[^.]+$/, '')],
  ['a signature of 9 kB', () => `${issuer.token()}${'A'.repeat(9_000)}`],
  ['a header of 7 kB under an unknown kid', withHeader({ kid: 'x', pad: bigClaim })],
  [
    'claims that nest two thousand deep',
    () =>
      spoiled(({ payload }) => ({
        payload: payload.replace('{', `{"n":${'['.repeat(2_000)}${']'.repeat(2_000)},`),
      })),
  ],
  ['an encrypted token', encrypted],
  ['a token within a token', () => spoiled(() => ({ payload: issuer.token() }))],
  [
    'a token within a token that says so',
    () => issuer.key.sign(issuer.texts({ header: { cty: 'JWT' } }).header, JSON.stringify(issuer.token())),
  ],
  [
    'a flattened JWS in JSON',
    () => {
      const [header, payload, signature] = issuer.token().split('.')
      return JSON.stringify({ protected: header, payload, signature })
    },
  ],
  ['a detached payload', () => issuer.token().replace(/\.[^.]+\./, '..')],
  ['an ampersand at its end', () => `${issuer.token()}&`],
  ['a comma and another', () => `${issuer.token()},${issuer.token()}`],
  ['a blank and another', () => `${issuer.token()} ${issuer.token()}`],
  ['a percent-encoded newline at its end', () => `${issuer.token()}%0A`],
  ['percent-encoded dots', () => issuer.token().replaceAll('.', '%2E')],
  ['a Unicode dot', () => Buffer.from(issuer.token().replace('.', '\u3002')).toString('latin1')],
])

async function encrypted(): Promise<string> {
  const key = await importSPKI(issuer.key.publicPem, 'RSA-OAEP-256')
  return new CompactEncrypt(Buffer.from(issuer.token()))
    .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A128GCM', kid: issuer.key.kid })
    .encrypt(key)
}

/** Members given twice, in either order, in the header as in the claims. */
const twice = ['iss', 'client_id', 'exp', 'sub', 'scope'].flatMap((name): Attack[] => [
  [
    `${name} twice, the good one last`,
    () => spoiled(({ payload }) => ({ payload: payload.replace('{', `{"${name}":"x",`) })),
  ],
  [
    `${name} twice, the good one first`,
    () => spoiled(({ payload }) => ({ payload: payload.replace(/}$/, `,"${name}":"x"}`) })),
  ],
])

const farOff = nowSeconds + 60

describeAttacks('its claims', 'decode|exp|nbf|aud', [
  ...twice,
  ...[
    `"${farOff}"`,
    `${farOff}.5`,
    '1e400',
    '-1e400',
    '1e300',
    '9007199254740993',
    `[${farOff}]`,
    `{"$gt":0}`,
    'true',
    'null',
    '""',
    `"${farOff} "`,
    '"Infinity"',
    '-1',
    '0',
  ].map(
    (text): Attack => [
      `exp of ${text}`,
      () => spoiled(({ payload }) => ({ payload: payload.replace(/"exp":\d+/, `"exp":${text}`) })),
    ],
  ),
  ['no exp', withClaims({ exp: undefined })],
  ['an nbf as text', withClaims({ nbf: '0' })],
  ['an nbf beyond every calendar', withClaims({ nbf: Number.MAX_SAFE_INTEGER })],
  ['an aud that every object has', withClaims({ aud: '__proto__' })],
  ['an aud as an object', withClaims({ aud: { [audience]: true } })],
  ['an aud with a blank', withClaims({ aud: `${audience} ` })],
  ['an aud that holds the good one', withClaims({ aud: `x${audience}x` })],
  ['an aud of two in one text', withClaims({ aud: `${audience} other` })],
  ['an aud with a zero byte', withClaims({ aud: `${audience}\u0000` })],
])

describeAttacks('the spelling of its issuer', 'iss|decode', [
  ...(
    [
      ['a slash at its end', (iss) => `${iss}/`],
      ['a zero width space', (iss) => `${iss}\u200b`],
      ['a zero byte', (iss) => `${iss}\u0000`],
      ['a soft hyphen within', (iss) => iss.replace('us-', 'us\u00ad-')],
      ['a Kelvin sign, which normalizes to K', (iss) => iss.replace('K', '\u212a')],
      ['a Cyrillic letter', (iss) => iss.replace('o', '\u043e')],
      ['full-width letters', (iss) => iss.replace('http', '\uff48\uff54\uff54\uff50')],
      ['a full-width slash', (iss) => iss.replace(/\/us/, '\uff0fus')],
      ['a percent-encoded slash', (iss) => iss.replace('/us', '%2Fus')],
      ['percent-encoded capitals', (iss) => iss.replace('us', '%75s')],
      ['capitals', (iss) => iss.toUpperCase()],
      ['a dotless i', (iss) => iss.replace('i', '\u0131')],
      ['another name of the host', (iss) => iss.replace('127.0.0.1', 'localhost')],
      ['another writing of the address', (iss) => iss.replace('127.0.0.1', '127.1')],
      ['user information', (iss) => iss.replace('://', '://issuer@')],
      ['a dot segment', (iss) => iss.replace('/us', '/./us')],
      ['a fragment', (iss) => `${iss}#`],
      ['a query', (iss) => `${iss}?`],
      ['a blank before it', (iss) => ` ${iss}`],
      ['a right-to-left mark', (iss) => `\u202e${iss}`],
      ['a lone surrogate', (iss) => `${iss}\ud800`],
      ['text around it', (iss) => `https://elsewhere.example/?${iss}`],
    ] as [string, (iss: string) => string][]
  ).map(([name, respell]): Attack => [name, () => issuer.token({ claims: { iss: respell(issuer.issuer) } })]),
  ['a list with it', () => issuer.token({ claims: { iss: [issuer.issuer] } })],
  [
    'an escaped spelling of the claim beside it',
    () =>
      spoiled(({ payload }) => ({
        payload: payload.replace('{', '{"\\u0069ss":"https://elsewhere.example",'),
      })),
  ],
])

describe('the tokens that these attacks are made of', () => {
  test('given one left as it is, when it is sent, then it passes', async () => {
    const authorization = `Bearer ${issuer.token()}`

    expect((await fetch(`${api.url}/things`, { headers: { authorization } })).status).toBe(200)
    expect(
      (await fetch(`${api.url}/things`, { headers: { authorization: `Bearer ${spoiled(() => ({}))}` } }))
        .status,
    ).toBe(200)
    expect(api.events).toHaveLength(2)
  })

  test('given a name of iss written with an escape, when it is the only one, then it is the same name and passes', async () => {
    const token = spoiled(({ payload }) => ({ payload: payload.replace('"iss"', '"\\u0069ss"') }))

    expect((await fetch(`${api.url}/things`, { headers: { authorization: token } })).status).toBe(200)
  })
})

import { constants, sign } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { base64url } from '../../support/keys.ts'
import {
  blockBytes,
  digest,
  digestPrefixes,
  makeBlock,
  makeRawRsaKey,
  type RawRsaKey,
  toBytes,
  toNumber,
} from '../../support/raw-rsa.ts'
import { aRoute, startTestApi, type TestApi } from '../../support/test-api.ts'
import { audience, startTestIssuer, type TestIssuer } from '../../support/test-issuer.ts'

// Signatures made by hand in the manner of Wycheproof's RSA test vectors: each is what a careless check of PKCS #1 v1.5 would take.

const nowSeconds = 1_790_000_000
const kid = 'raw'

let issuer: TestIssuer
let key: RawRsaKey
let api: TestApi
let input: string

beforeAll(async () => {
  issuer = await startTestIssuer({ issuedAt: nowSeconds - 60 })
  key = await makeRawRsaKey(kid)
  issuer.publish([key.publicJwk, { ...key.publicJwk, kid: 'one', e: base64url(Buffer.from([1])) }])
  const identitySource = '$request.header.Authorization'
  api = await startTestApi({
    now: () => nowSeconds * 1_000,
    routes: [
      aRoute('GET /things', {
        kind: 'jwt' as const,
        name: 'jwt',
        issuer: issuer.issuer,
        audience: [audience],
        identitySource,
      }),
    ],
  })
  input = inputFor({ kid })
})

afterAll(async () => {
  await api.close()
  await issuer.close()
})

beforeEach(() => {
  api.events.length = 0
})

function inputFor(header: Record<string, unknown>, claims: Record<string, unknown> = {}): string {
  const texts = issuer.texts({ header, claims })
  return `${base64url(texts.header)}.${base64url(texts.payload)}`
}

async function statusOf(signingInput: string, signature: Uint8Array): Promise<number> {
  const authorization = `Bearer ${signingInput}.${base64url(signature)}`
  return (await fetch(`${api.url}/things`, { headers: { authorization } })).status
}

const hex = (text: string) => Buffer.from(text, 'hex')
const garbage = (bytes: number) => Buffer.alloc(bytes, 0x5a)

/** `DigestInfo` with another algorithm's prefix, or one written by hand. */
function info(prefix: string, hash = digest('sha256', input)): Buffer {
  return Buffer.concat([hex(prefix), hash])
}

const good = () => info(digestPrefixes.sha256)

/** Blocks that are signed with the right key. */
const blocks: [string, () => Buffer][] = [
  ['a padding byte that is not FF', () => withByte(makeBlock(good()), 40, 0xfe)],
  ['the first padding byte 00', () => withByte(makeBlock(good()), 2, 0)],
  ['padding of zeros, as block type 0 has', () => makeBlock(good(), { type: 0, fill: 0 })],
  ['block type 2', () => makeBlock(good(), { type: 2 })],
  ['block type FF', () => makeBlock(good(), { type: 0xff })],
  ['no separator', () => makeBlock(good(), { separator: 0xff })],
  ['a separator of 01', () => makeBlock(good(), { separator: 1 })],
  [
    'no leading zero',
    () => Buffer.concat([makeBlock(good()).subarray(1, 60), makeBlock(good()).subarray(59)]),
  ],
  [
    'eight padding bytes and garbage behind the digest',
    () => makeBlock(good(), { after: garbage(blockBytes - 3 - 8 - good().length) }),
  ],
  ['one byte of garbage behind the digest', () => makeBlock(good(), { after: garbage(1) })],
  ['a zero byte behind the digest', () => makeBlock(good(), { after: Buffer.alloc(1) })],
  [
    'no padding at all but garbage',
    () => makeBlock(good(), { after: garbage(blockBytes - 3 - good().length) }),
  ],
  ['the digest without its DigestInfo', () => makeBlock(digest('sha256', input))],
  ['the DigestInfo without its digest', () => makeBlock(hex(digestPrefixes.sha256))],
  ['no NULL parameters', () => makeBlock(info('302f300b06096086480165030402010420'))],
  ['parameters that are no NULL', () => makeBlock(info('3031300d060960864801650304020104000420'))],
  ['garbage within the parameters', () => makeBlock(info('3035301106096086480165030402010504deadbeef0420'))],
  [
    'garbage within the DigestInfo',
    () => makeBlock(Buffer.concat([info('3035300d060960864801650304020105000420'), garbage(4)])),
  ],
  [
    'a length in long form at the sequence',
    () => makeBlock(info('308131300d060960864801650304020105000420')),
  ],
  ['a length in long form at the digest', () => makeBlock(info('3032300d06096086480165030402010500048120'))],
  [
    'an indefinite length',
    () => makeBlock(Buffer.concat([info('3080300d060960864801650304020105000420'), Buffer.alloc(2)])),
  ],
  ['a bit string for the octet string', () => makeBlock(info('3031300d060960864801650304020105000320'))],
  ['a set for the sequence', () => makeBlock(info('3131300d060960864801650304020105000420'))],
  [
    'the name of SHA-384 before a SHA-256 digest',
    () => makeBlock(info('3031300d060960864801650304020205000420')),
  ],
  ['the name of SHA-512/256', () => makeBlock(info('3031300d060960864801650304020605000420'))],
  ['MD5', () => makeBlock(info(digestPrefixes.md5, digest('md5', input)))],
  ['SHA-1', () => makeBlock(info(digestPrefixes.sha1, digest('sha1', input)))],
  ['SHA-384', () => makeBlock(info(digestPrefixes.sha384, digest('sha384', input)))],
  ['SHA-512', () => makeBlock(info(digestPrefixes.sha512, digest('sha512', input)))],
  [
    'a digest cut short by a byte',
    () => makeBlock(info('3030300d06096086480165030402010500041f', digest('sha256', input).subarray(0, 31))),
  ],
  [
    'a digest of one byte',
    () => makeBlock(info('3012300d060960864801650304020105000401', digest('sha256', input).subarray(0, 1))),
  ],
  ['an empty digest', () => makeBlock(info('3011300d060960864801650304020105000400', Buffer.alloc(0)))],
  [
    'a digest with one bit changed',
    () =>
      makeBlock(
        info(
          digestPrefixes.sha256,
          withByte(digest('sha256', input), 31, (digest('sha256', input)[31] ?? 0) ^ 1),
        ),
      ),
  ],
  ['a digest back to front', () => makeBlock(info(digestPrefixes.sha256, digest('sha256', input).reverse()))],
  [
    'the digest of the digest',
    () =>
      makeBlock(info(digestPrefixes.sha256, digest('sha256', digest('sha256', input).toString('latin1')))),
  ],
  [
    'the digest of the payload alone',
    () => makeBlock(info(digestPrefixes.sha256, digest('sha256', input.split('.')[1] ?? ''))),
  ],
  ['the digest of nothing', () => makeBlock(info(digestPrefixes.sha256, digest('sha256', '')))],
  ['zeros alone', () => Buffer.alloc(blockBytes)],
]

function withByte(bytes: Buffer, index: number, value: number): Buffer {
  const changed = Buffer.from(bytes)
  changed[index] = value
  return changed
}

describe('a signature over a block made by hand', () => {
  test('given the block as PKCS #1 v1.5 wants it, when it is sent, then it passes: the blocks below differ from it alone', async () => {
    expect(await statusOf(input, key.signBlock(makeBlock(good())))).toBe(200)
    expect(key.signBlock(makeBlock(good()))).toEqual(sign('sha256', Buffer.from(input), key.privateKey))
  })

  test.each(blocks)(
    'given %s, when it is sent, then it is 401 and the function is not called',
    async (_name, makeBad) => {
      expect(makeBad()).toHaveLength(blockBytes)
      expect(await statusOf(input, key.signBlock(makeBad()))).toBe(401)
      expect(api.events).toHaveLength(0)
    },
  )
})

describe('a number in place of the signature', () => {
  const numbers: [string, (signature: bigint) => bigint, number?][] = [
    ['0', () => 0n],
    ['1', () => 1n],
    ['2', () => 2n],
    ['the modulus', () => key.modulus],
    ['the modulus less one', () => key.modulus - 1n],
    ['the modulus and one', () => key.modulus + 1n],
    ['the negative of the signature', (signature) => key.modulus - signature],
    ['the signature and the modulus, a byte longer', (signature) => signature + key.modulus, blockBytes + 1],
    ['twice the signature', (signature) => (signature * 2n) % key.modulus],
    ['the block itself, as if the exponent were 1', () => toNumber(makeBlock(good()))],
    ['a cube root of the block, as if the exponent were 3', () => cubeRootAbove(toNumber(makeBlock(good())))],
  ]

  test.each(numbers)(
    'given %s, when it is sent, then it is 401',
    async (_name, change, bytes = blockBytes) => {
      const signature = toNumber(sign('sha256', Buffer.from(input), key.privateKey))

      expect(await statusOf(input, toBytes(change(signature), bytes))).toBe(401)
      expect(api.events).toHaveLength(0)
    },
  )

  test('given a key with exponent 1 among those of the issuer, when the block itself is the signature, then it is 401', async () => {
    const ownInput = inputFor({ kid: 'one' })
    const block = makeBlock(Buffer.concat([hex(digestPrefixes.sha256), digest('sha256', ownInput)]))

    expect(await statusOf(ownInput, block)).toBe(401)
    expect(api.events).toHaveLength(0)
  })
})

describe('a signature in other bytes', () => {
  const spellings: [string, (signature: Buffer) => Buffer][] = [
    ['a zero byte before it', (signature) => Buffer.concat([Buffer.alloc(1), signature])],
    ['a zero byte behind it', (signature) => Buffer.concat([signature, Buffer.alloc(1)])],
    ['its last byte missing', (signature) => signature.subarray(0, -1)],
    ['its first byte missing', (signature) => signature.subarray(1)],
    ['its half', (signature) => signature.subarray(0, blockBytes / 2)],
    ['itself twice', (signature) => Buffer.concat([signature, signature])],
    ['its bytes back to front', (signature) => Buffer.from(signature).reverse()],
    ['a DER octet string around it', (signature) => Buffer.concat([hex('04820100'), signature])],
    ['its text in hex', (signature) => Buffer.from(signature.toString('hex'))],
  ]

  test.each(spellings)('given %s, when it is sent, then it is 401', async (_name, spell) => {
    expect(await statusOf(input, spell(sign('sha256', Buffer.from(input), key.privateKey)))).toBe(401)
    expect(api.events).toHaveLength(0)
  })

  test('given a signature that begins with a zero byte, when it is sent, then it passes, and without that byte it does not', async () => {
    const [ownInput, signature] = signatureWithLeadingZero()

    expect(await statusOf(ownInput, signature)).toBe(200)
    expect(await statusOf(ownInput, signature.subarray(1))).toBe(401)
    expect(api.events).toHaveLength(1)
  })

  test.each([
    ['PSS with SHA-256', constants.RSA_PSS_SALTLEN_DIGEST],
    ['PSS without salt', 0],
  ])('given %s, when it is sent as RS256 or as PS256, then it is 401', async (_name, saltLength) => {
    const padding = { key: key.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }
    for (const signingInput of [input, inputFor({ kid, alg: 'PS256' })]) {
      expect(await statusOf(signingInput, sign('sha256', Buffer.from(signingInput), padding))).toBe(401)
    }
    expect(api.events).toHaveLength(0)
  })
})

function signatureWithLeadingZero(): [signingInput: string, signature: Buffer] {
  for (let nonce = 0; ; nonce += 1) {
    const ownInput = inputFor({ kid }, { nonce })
    const signature = sign('sha256', Buffer.from(ownInput), key.privateKey)
    if (signature[0] === 0) return [ownInput, signature]
  }
}

/** The least number whose cube is not below it. */
function cubeRootAbove(cube: bigint): bigint {
  let [low, high] = [0n, 1n << BigInt(Math.ceil((blockBytes * 8) / 3) + 1)]
  while (low < high) {
    const middle = (low + high) / 2n
    if (middle ** 3n < cube) low = middle + 1n
    else high = middle
  }
  return low
}

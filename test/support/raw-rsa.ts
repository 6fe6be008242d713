import { constants, createHash, generateKeyPair, type KeyObject, privateEncrypt } from 'node:crypto'
import { promisify } from 'node:util'

/** Bytes of a 2048-bit modulus, of a signature by it, and of the block that is signed. */
export const blockBytes = 256

/** An RSA key that signs any block at all, well padded or not. */
export interface RawRsaKey {
  readonly publicJwk: Readonly<Record<string, unknown>>
  readonly privateKey: KeyObject
  readonly modulus: bigint
  /** RSA without padding: the block to the power of the private exponent. */
  signBlock(block: Uint8Array): Buffer
}

export async function makeRawRsaKey(kid: string): Promise<RawRsaKey> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: blockBytes * 8 })
  const jwk = publicKey.export({ format: 'jwk' })
  return {
    publicJwk: { ...jwk, kid, use: 'sig', alg: 'RS256' },
    privateKey,
    modulus: toNumber(Buffer.from(jwk.n ?? '', 'base64url')),
    signBlock: (block) => privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, block),
  }
}

/** `DigestInfo` up to the digest itself, by name. Source: RFC 8017 section 9.2, notes. */
export const digestPrefixes = {
  md5: '3020300c06082a864886f70d020505000410',
  sha1: '3021300906052b0e03021a05000414',
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
} as const

export function digest(name: keyof typeof digestPrefixes, text: string): Buffer {
  return createHash(name).update(text).digest()
}

/** `00 01 FF ... FF 00` and what is to be signed, as PKCS #1 v1.5 wants it, or with other parts in place of those. */
export function makeBlock(
  content: Uint8Array,
  { type = 1, fill = 0xff, separator = 0, after = Buffer.alloc(0) }: Partial<BlockParts> = {},
): Buffer {
  const padding = Buffer.alloc(blockBytes - 3 - content.length - after.length, fill)
  return Buffer.concat([Buffer.from([0, type]), padding, Buffer.from([separator]), content, after])
}

interface BlockParts {
  readonly type: number
  readonly fill: number
  readonly separator: number
  /** Garbage behind the content; the padding is that much shorter. */
  readonly after: Buffer
}

export function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`)
}

/** Big-endian, in as many bytes. */
export function toBytes(number: bigint, bytes: number): Buffer {
  return Buffer.from(number.toString(16).padStart(bytes * 2, '0'), 'hex')
}

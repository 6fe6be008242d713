import { createHmac, createSign, generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'

/** An RSA key made in the test, with a hand that signs anything at all. */
export interface TestKey {
  readonly kid: string
  /** As a JWKS lists it. */
  readonly publicJwk: Readonly<Record<string, unknown>>
  /** SPKI PEM: what an attacker takes as the secret of an HS256 token. */
  readonly publicPem: string
  /** Signs header and payload exactly as written, whatever they say. */
  sign(headerText: string, payloadText: string, digest?: RsaDigest): string
}

export type RsaDigest = 'sha256' | 'sha384' | 'sha512'

export async function makeTestKey(kid: string, bits = 2048): Promise<TestKey> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: bits })
  return {
    kid,
    publicJwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' },
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign(headerText, payloadText, digest = 'sha256') {
      const input = `${base64url(headerText)}.${base64url(payloadText)}`
      return `${input}.${createSign(digest).update(input).sign(privateKey, 'base64url')}`
    },
  }
}

/** A token whose "signature" is an HMAC with a text that everybody knows. */
export function signWithSecret(headerText: string, payloadText: string, secret: string): string {
  const input = `${base64url(headerText)}.${base64url(payloadText)}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

export function base64url(text: string | Uint8Array): string {
  return Buffer.from(text).toString('base64url')
}

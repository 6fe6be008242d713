import { exportJWK, generateKeyPair } from 'jose'

/** A private RSA key as a JWK (RFC 7517), for RS256. */
export type SigningKey = {
  readonly kty: 'RSA'
  readonly use: 'sig'
  readonly alg: 'RS256'
  readonly kid: string
  readonly n: string
  readonly e: string
  readonly d: string
  readonly p: string
  readonly q: string
  readonly dp: string
  readonly dq: string
  readonly qi: string
}

/** One key for each kind of token. A vendor that has only one signs both with `id`. */
export interface SigningKeys {
  readonly id: SigningKey
  readonly access: SigningKey
}

/** New keys of 2048 bits. */
export async function createSigningKeys(): Promise<SigningKeys> {
  const [id, access] = await Promise.all([createSigningKey('id'), createSigningKey('access')])
  return { id, access }
}

/** A new key of 2048 bits, which takes some 100 ms. */
export async function createSigningKey(use: string): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk = await exportJWK(privateKey)
  return { ...jwk, use: 'sig', alg: 'RS256', kid: `local-${use}-${crypto.randomUUID()}` } as SigningKey
}

/** What a JWKS lists of a key (RFC 7517 section 5). */
export function publicPart({ kty, use, alg, kid, n, e }: SigningKey) {
  return { kty, use, alg, kid, n, e }
}

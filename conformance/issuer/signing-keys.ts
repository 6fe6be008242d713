import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto'
import { promisify } from 'node:util'

/** The keys that tokens are signed with. */
export const keyNames = ['current', 'next', 'unmarked', 'stranger', 'small', 'ec', 'encryption'] as const

export type KeyName = (typeof keyNames)[number]

export interface SigningKey {
  readonly kid: string
  readonly privateKey: KeyObject
  /** As a JWKS lists it. */
  readonly publicJwk: Readonly<Record<string, unknown>>
  /** SPKI PEM, which an attacker takes as the secret of an HS256 token. */
  readonly publicPem: string
}

export type SigningKeys = Readonly<Record<KeyName, SigningKey>>

const generate = promisify(generateKeyPair)

/**
 * Makes the keys of one run. `unmarked` is published without `alg`, `stranger` nowhere; `small` has 1024 bits; `encryption` is published as not
 * for signatures.
 *
 * @param current the key that an issuer outside publishes, a private JWK with `kid`. @default a new one
 */
export async function makeSigningKeys(current?: JsonWebKey): Promise<SigningKeys> {
  const [first, next, stranger, small, ec, encryption] = await Promise.all([
    current ? createPrivateKey({ key: current, format: 'jwk' }) : makeRsaKey(2048),
    makeRsaKey(2048),
    makeRsaKey(2048),
    makeRsaKey(1024),
    generate('ec', { namedCurve: 'P-256' }).then(({ privateKey }) => privateKey),
    makeRsaKey(2048),
  ])
  return {
    current: describeKey(String(current?.kid ?? 'key-1'), first),
    next: describeKey('key-2', next),
    unmarked: describeKey('key-unmarked', next, {}),
    stranger: describeKey('key-stranger', stranger),
    small: describeKey('key-small', small),
    ec: describeKey('key-ec', ec, { alg: 'ES256', use: 'sig' }),
    encryption: describeKey('key-encryption', encryption, { alg: 'RSA-OAEP', use: 'enc' }),
  }
}

async function makeRsaKey(modulusLength: number): Promise<KeyObject> {
  return (await generate('rsa', { modulusLength })).privateKey
}

function describeKey(
  kid: string,
  privateKey: KeyObject,
  purpose: object = { alg: 'RS256', use: 'sig' },
): SigningKey {
  const publicKey = createPublicKey(privateKey)
  return {
    kid,
    privateKey,
    publicJwk: { ...publicKey.export({ format: 'jwk' }), kid, ...purpose },
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
}

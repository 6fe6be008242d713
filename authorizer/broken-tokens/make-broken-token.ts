import {
  createPrivateKey,
  createSign,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto'
import type { JwtAuthorizer } from '../authorizer.ts'
import { decodeToken } from '../decode-token.ts'
import type { BrokenToken, Members, TokenContext } from './broken-token.ts'

export interface MakeBrokenTokenOptions {
  readonly brokenToken: BrokenToken
  /** The good token to break. */
  readonly token: string
  readonly authorizer: JwtAuthorizer
  readonly nowMs: number
  /** The issuer's private keys, with their `kid`; empty for an issuer that is not part of this run. */
  readonly issuerKeys: readonly (JsonWebKey & { readonly kid: string })[]
}

/** The token given cannot be broken in the way that was asked for. */
export class TokenNotBreakable extends Error {
  override readonly name = 'TokenNotBreakable'
  readonly code: 'ERR_TOKEN_UNREADABLE' | 'ERR_ISSUER_NEEDED'

  constructor(code: TokenNotBreakable['code'], message: string) {
    super(message)
    this.code = code
  }
}

/**
 * Breaks a token in the chosen way.
 *
 * @returns the value for the identity source, `Bearer ` included; undefined for none.
 * @throws {TokenNotBreakable} `ERR_TOKEN_UNREADABLE` when `token` is not a signed JWT, `ERR_ISSUER_NEEDED` when only the issuer
 * could sign the result.
 */
export function makeBrokenToken({
  brokenToken,
  token,
  authorizer,
  nowMs,
  issuerKeys,
}: MakeBrokenTokenOptions): string | undefined {
  const decoded = decodeToken(token)
  if (decoded.kind === 'refused') {
    throw new TokenNotBreakable('ERR_TOKEN_UNREADABLE', 'The token to break is not a signed JWT.')
  }
  const { header, claims } = decoded
  const context: TokenContext = {
    authorizer,
    now: Math.floor(nowMs / 1_000),
    sign: (head, body) => signText(head, body, issuerKey(issuerKeys, header.kid)),
    signElsewhere: (head, body) => signText(head, body, unpublishedKey()),
  }
  return brokenToken.make({ text: token, header, claims }, context)
}

/** Signs whatever the header says: some broken tokens are mislabelled on purpose, which `jose` would not do. */
function signText(header: Members, claims: Members, key: KeyObject): string {
  const text = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${text}.${createSign('sha256').update(text).sign(key, 'base64url')}`
}

/** @throws {TokenNotBreakable} `ERR_ISSUER_NEEDED` where it is not among them. */
export function issuerKey(keys: MakeBrokenTokenOptions['issuerKeys'], kid: unknown): KeyObject {
  const jwk = keys.find((key) => key.kid === kid)
  if (jwk) return createPrivateKey({ key: jwk, format: 'jwk' })
  throw new TokenNotBreakable(
    'ERR_ISSUER_NEEDED',
    'Only the issuer of this token can sign this one, and it is not part of this run.',
  )
}

let madeKey: KeyObject | undefined

/** A key that no issuer has published. Made when first needed: it takes some 50 ms. */
export function unpublishedKey(): KeyObject {
  madeKey ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  return madeKey
}

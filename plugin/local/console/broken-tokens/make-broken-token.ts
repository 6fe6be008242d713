import {
  createPrivateKey,
  createSign,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto'
import { decodeToken } from '../../../authorizer/decode-token.ts'
import type { LocalAuthorizer } from '../../../service/service.ts'
import { UserError } from '../../../user-error.ts'
import type { BrokenToken, Members, Tools } from './broken-token.ts'

export interface BreakTokenOptions {
  readonly recipe: BrokenToken
  /** A good token, to be broken. */
  readonly token: string
  readonly authorizer: LocalAuthorizer
  readonly nowMs: number
  /** The issuer's private keys, with their `kid`; none for an issuer that is not ours. */
  readonly issuerKeys: readonly (JsonWebKey & { readonly kid: string })[]
}

/**
 * Breaks a token by a recipe.
 *
 * @returns what goes into the identity source, `Bearer ` included; undefined for nothing.
 * @throws {UserError} `ERR_TOKEN_UNREADABLE` when the token to start from is none, `ERR_ISSUER_NEEDED` when only the issuer
 * could sign what the recipe makes.
 */
export function makeBrokenToken({
  recipe,
  token,
  authorizer,
  nowMs,
  issuerKeys,
}: BreakTokenOptions): string | undefined {
  const decoded = decodeToken(token)
  if (decoded.kind === 'refused') {
    throw new UserError('ERR_TOKEN_UNREADABLE', 'The token to start from is no signed JWT.')
  }
  const { header, claims } = decoded
  const tools: Tools = {
    authorizer,
    now: Math.floor(nowMs / 1_000),
    sign: (head, body) => signText(head, body, issuerKey(issuerKeys, header.kid)),
    signElsewhere: (head, body) => signText(head, body, unpublishedKey()),
  }
  return recipe.make({ text: token, header, claims }, tools)
}

/** Signs whatever the header says: to mislabel a token is the point of some recipes, and what `jose` would not do. */
function signText(header: Members, claims: Members, key: KeyObject): string {
  const text = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${text}.${createSign('sha256').update(text).sign(key, 'base64url')}`
}

function issuerKey(keys: BreakTokenOptions['issuerKeys'], kid: unknown): KeyObject {
  const jwk = keys.find((key) => key.kid === kid)
  if (jwk) return createPrivateKey({ key: jwk, format: 'jwk' })
  throw new UserError(
    'ERR_ISSUER_NEEDED',
    'Only the issuer of this token could sign such a one, and it is not ours.',
  )
}

let madeKey: KeyObject | undefined

/** Made when first needed: it takes some 50 ms. */
function unpublishedKey(): KeyObject {
  madeKey ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  return madeKey
}

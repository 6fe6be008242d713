import { isDeepStrictEqual } from 'node:util'
import { ClaimsError } from './claims-error.ts'
import { decodeBearer } from './decode-bearer.ts'
import type { GatewayIdentity } from './gateway-identity.ts'
import type { Claims, ClaimsSource } from './principal.ts'
import { isObject } from './read-claim.ts'
import { renderClaim } from './string-claims.ts'

/** As an HTTP API's authorizer writes it, or a REST API's. */
const headerSource = /^(?:\$|method\.)request\.header\.(.+)$/
const jsonNumber = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/

export interface RestoredClaims {
  /** Without a prototype: a claim may be called `constructor` or `__proto__`. */
  readonly claims: Claims
  readonly claimsSource: ClaimsSource
  /** `typ` of the token's header, where the claims come from the token. */
  readonly headerType?: string | undefined
}

/**
 * Gives the claims their JSON types back.
 *
 * The gateway has verified the token that its identity source names. When that is the `authorization` header, the
 * same token is still in the event, so its payload is decoded and used if it states exactly the claims that the
 * gateway passed: the same names, and each value the same once rendered as the gateway renders it. Otherwise the
 * claims stay as they were passed.
 *
 * With any other identity source, or one that nobody has named, the header may have been verified by nobody. Since
 * `[a b c]` stands for several lists, a forged token could fit the passed claims and still say something else, so then it is
 * never looked at.
 *
 * @param identitySource the authorizer's, such as `$request.header.Authorization`, the name in any case. Default: not known.
 * @throws {ClaimsError} `ERR_CLAIMS_ABSENT` when the gateway passed no claims.
 */
export function restoreClaims(
  identity: GatewayIdentity,
  identitySource?: string | undefined,
): RestoredClaims {
  if (!isObject(identity.claims)) throw claimsAbsent()
  const passed: Claims = Object.assign(Object.create(null), identity.claims)
  const isVerified = headerSource.exec(identitySource ?? '')?.[1]?.toLowerCase() === 'authorization'
  const decoded = isVerified ? decodeBearer(identity.authorization) : undefined
  if (decoded && statesTheSame(decoded.claims, passed)) return { ...decoded, claimsSource: 'token' }
  return { claims: passed, claimsSource: 'string-claims' }
}

function statesTheSame(decoded: Claims, passed: Claims): boolean {
  const names = statedNames(decoded)
  if (names.length !== statedNames(passed).length) return false
  return names.every((name) => isSameClaim(decoded[name], passed[name]))
}

// The gateway leaves out claims that are null.
function statedNames(claims: Claims): string[] {
  return Object.keys(claims).filter((name) => claims[name] !== null)
}

function isSameClaim(decoded: unknown, passed: unknown): boolean {
  const text = renderClaim(decoded)
  if (text === undefined) return false
  if (typeof passed !== 'string') return isDeepStrictEqual(decoded, passed)
  if (text === passed) return true
  if (Array.isArray(decoded)) return sortWords(text) === sortWords(passed)
  return typeof decoded === 'number' && isSameNumber(decoded, passed)
}

// The order within a list is not kept for certain (aws/aws-lambda-go#591). The brackets stay out of the sorting.
function sortWords(text: string): string {
  return `${text.at(0)}${text.slice(1, -1).split(' ').sort().join(' ')}${text.at(-1)}`
}

// How the gateway writes `1.0` or `1e3` is not known, so a whole number may be spelled in any way. Others must be
// spelled alike: beyond 2^53 parsing rounds, and the passed text keeps digits that the number has lost.
function isSameNumber(decoded: number, passed: string): boolean {
  return Number.isSafeInteger(decoded) && jsonNumber.test(passed) && Number(passed) === decoded
}

function claimsAbsent(): ClaimsError {
  return new ClaimsError('ERR_CLAIMS_ABSENT', 'There are no claims. Put the JWT authorizer on the route.')
}

import type { Refusal } from './refusal.ts'
import { refuseToken } from './refusal.ts'
import type { JsonObject } from './strict-json.ts'

/** The algorithms that are accepted: AWS says "RSA-based"; the PS family is not named anywhere and is refused. */
export const rsaAlgorithms = ['RS256', 'RS384', 'RS512'] as const

export type RsaAlgorithm = (typeof rsaAlgorithms)[number]

/** What the header says, once it has been found fit. */
export interface CheckedHeader {
  readonly kind: 'checked'
  readonly alg: RsaAlgorithm
  readonly kid: string
}

/**
 * Members that would bring a key along, or change how the signature is to be read. A token needs none of them here, and RFC 8725
 * section 3.10 warns of them; a token that carries one is refused even when its signature is good.
 */
const unwanted = ['crit', 'b64', 'jwk', 'jku', 'x5u', 'x5c', 'zip', 'enc'] as const

/** Checks the header in AWS's order: algorithm, then `kid`. */
export function checkHeader(header: JsonObject): CheckedHeader | Refusal {
  const alg = rsaAlgorithms.find((name) => name === header.alg)
  if (!alg) return refuseAlgorithm(header.alg)
  const member = unwanted.find((name) => Object.hasOwn(header, name))
  if (member) return refuseMember(member)
  if (typeof header.kid !== 'string' || header.kid === '') return refuseKid(header.kid)
  return { kind: 'checked', alg, kid: header.kid }
}

function refuseAlgorithm(alg: unknown): Refusal {
  return refuseToken('alg', {
    description: 'signing method is invalid',
    found: nameAlgorithm(alg),
    wanted: `one of ${rsaAlgorithms.join(', ')}: have the issuer sign with RS256`,
  })
}

const knownAlgorithms = /^(?:none|(?:HS|ES|PS)(?:256|384|512)|EdDSA|Ed25519|ES256K|RSA-OAEP(?:-256)?|dir)$/i

function nameAlgorithm(alg: unknown): string {
  if (alg === undefined) return 'none'
  return typeof alg === 'string' && knownAlgorithms.test(alg) ? alg : 'something that is no known algorithm'
}

function refuseMember(member: string): Refusal {
  return refuseToken('header', {
    description: 'token is malformed',
    found: `"${member}" in the header`,
    wanted: 'a header without it: keys come from the issuer alone',
  })
}

function refuseKid(kid: unknown): Refusal {
  return refuseToken('kid', {
    description: 'unable to find a signing key for the token',
    found: kid === undefined ? 'none' : 'a "kid" that is no text',
    wanted: 'a "kid" that names one of the issuer\'s keys; AWS asks for it even where there is only one key',
  })
}

import type { LogSafeText } from './log-safe.ts'
import { describeKind, logSafe, vouchFor } from './log-safe.ts'
import type { Refusal } from './refusal.ts'
import { refuseToken } from './refusal.ts'
import type { JsonObject } from './strict-json.ts'

/** The algorithms that are accepted: AWS says "RSA-based"; the PS family is not named anywhere and is refused. */
export const rsaAlgorithms = ['RS256', 'RS384', 'RS512'] as const

export type RsaAlgorithm = (typeof rsaAlgorithms)[number]

/** What the header says, once it has passed. */
export interface CheckedHeader {
  readonly kind: 'checked'
  readonly alg: RsaAlgorithm
  readonly kid: string
}

/**
 * Members that contain a key, or change how the signature is read. A token needs none of them here, and RFC 8725
 * section 3.10 warns of them; a token that has one is refused even if its signature is good.
 */
export const unwantedMembers = ['crit', 'b64', 'jwk', 'jku', 'x5u', 'x5c', 'zip', 'enc'] as const

/** In AWS's order; the first that refuses decides. */
export const headerChecks = { alg: checkAlgorithm, header: checkMembers, kid: checkKid } as const

/** Checks the header: algorithm, members, `kid`. */
export function checkHeader(header: JsonObject): CheckedHeader | Refusal {
  for (const check of Object.values(headerChecks)) {
    const refusal = check(header)
    if (refusal) return refusal
  }
  return { kind: 'checked', alg: header.alg as RsaAlgorithm, kid: header.kid as string }
}

function checkAlgorithm({ alg }: JsonObject): Refusal | undefined {
  if (rsaAlgorithms.some((name) => name === alg)) return undefined
  return refuseToken('alg', { found: nameAlgorithm(alg) })
}

const knownAlgorithms = /^(?:none|(?:HS|ES|PS)(?:256|384|512)|EdDSA|Ed25519|ES256K|RSA-OAEP(?:-256)?|dir)$/i

function nameAlgorithm(alg: unknown): LogSafeText {
  if (alg === undefined) return logSafe`no algorithm`
  return typeof alg === 'string' && knownAlgorithms.test(alg)
    ? vouchFor(alg)
    : logSafe`something that is not a known algorithm`
}

function checkMembers(header: JsonObject): Refusal | undefined {
  const member = unwantedMembers.find((name) => Object.hasOwn(header, name))
  if (!member) return undefined
  return refuseToken('header', {
    found: logSafe`"${vouchFor(member)}" in the header`,
  })
}

function checkKid({ kid }: JsonObject): Refusal | undefined {
  if (typeof kid === 'string' && kid !== '') return undefined
  return refuseToken('kid', {
    found: kid === '' ? logSafe`an empty text` : describeKind(kid),
  })
}

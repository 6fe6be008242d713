import type { Finding } from './preflight-result.ts'

/** Looks for a key that API Gateway can verify a signature with. Returns how many there are. */
export function checkKeySet(
  url: URL,
  document: unknown,
): { readonly usable: number; readonly findings: Finding[] } {
  const keys = keysOf(document)
  if (keys === undefined) return { usable: 0, findings: [noList(url)] }
  const faults = keys.map(faultOf)
  const usable = faults.filter((fault) => fault === undefined).length
  return { usable, findings: usable > 0 ? [] : [noneUsable(url, faults)] }
}

function keysOf(document: unknown): readonly unknown[] | undefined {
  const keys = typeof document === 'object' && document !== null ? Reflect.get(document, 'keys') : undefined
  return Array.isArray(keys) ? keys : undefined
}

/** Why a key cannot verify a token's signature, in two or three words; RFC 7517 section 4 names the members. */
function faultOf(key: unknown): string | undefined {
  if (typeof key !== 'object' || key === null) return 'not a JSON object'
  const { kty, kid, use, alg }: Record<string, unknown> = { ...key }
  if (use !== undefined && use !== 'sig') return 'not for signatures'
  if (kty !== 'RSA') return `of type ${typeof kty === 'string' ? kty : 'unknown'}`
  if (typeof alg === 'string' && !/^RS(?:256|384|512)$/.test(alg)) return `RSA for ${alg}`
  return typeof kid === 'string' && kid !== '' ? undefined : 'RSA without kid'
}

function noList(url: URL): Finding {
  return {
    kind: 'error',
    code: 'keys-not-a-list',
    what: `${url} is not a key set: it has no list "keys" (RFC 7517 section 5).`,
    why: 'Without keys every token is rejected with 401.',
    fix: 'Ask the operator of the issuer.',
  }
}

function noneUsable(url: URL, faults: readonly (string | undefined)[]): Finding {
  return {
    kind: 'error',
    code: 'keys-none-usable',
    what: `None of the ${faults.length} keys at ${url} is an RSA signing key with a kid${listOf(faults)}.`,
    why: 'API Gateway verifies RSA signatures only, with the key whose kid the token names. Every token would be rejected with 401.',
    fix: 'Configure the issuer to sign with RS256 and to publish that key with a kid.',
  }
}

function listOf(faults: readonly (string | undefined)[]): string {
  const counted = Map.groupBy(faults, (fault) => fault ?? '')
  const parts = [...counted].map(([fault, those]) => `${those.length} ${fault}`)
  return parts.length > 0 ? `: ${parts.join(', ')}` : ''
}

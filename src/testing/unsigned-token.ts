import type { Claims } from '../../providers/principal.ts'

/** Behind the gateway a token is decoded and not verified. */
export function unsignedToken(claims: Claims): string {
  const parts = [{ alg: 'RS256', kid: 'test' }, claims].map((part) => base64url(JSON.stringify(part)))
  return `${parts.join('.')}.${base64url('no signature')}`
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url')
}

import { readdirSync, readFileSync } from 'node:fs'
import type { Claims, GatewayIdentity } from '../../../providers/index.ts'

const folder = new URL('../../fixtures/tokens/', import.meta.url)

export const tokenFixtureNames = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length))

/** The decoded payload of `test/fixtures/tokens/<name>.json`. */
export function readTokenFixture(name: string): Claims {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')).payload
}

/** A token with these claims and a signature that nobody made. */
export function encodeToken(claims: unknown): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'RS256', kid: 'any' })}.${part(claims)}.c2lnbmF0dXJl`
}

/** The claims as an emulator passes them, JSON types and all, with the token at hand. */
export function typedIdentity(claims: Claims): GatewayIdentity {
  return { claims, scopes: null, authorization: `Bearer ${encodeToken(claims)}` }
}

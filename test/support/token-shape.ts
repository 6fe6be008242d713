import { readFile } from 'node:fs/promises'
import type { IdTokenFacts, IssuerUser } from '../../providers/issuer-profile.ts'

export interface TokenFixture {
  readonly header: Record<string, unknown>
  readonly payload: Record<string, unknown>
}

export async function readTokenFixture(name: string): Promise<TokenFixture> {
  const file = new URL(`../fixtures/tokens/${name}.json`, import.meta.url)
  return JSON.parse(await readFile(file, 'utf8')) as TokenFixture
}

/** Claim names with their JSON types, as they would be in the token; `without` names what a tenant adds or not. */
export function claimTypes(claims: object, without: readonly string[] = []): Record<string, string> {
  const inToken = JSON.parse(JSON.stringify(claims)) as Record<string, unknown>
  const entries = Object.entries(inToken).filter(([name]) => !without.includes(name))
  return Object.fromEntries(entries.map(([name, value]) => [name, jsonType(value)]))
}

function jsonType(value: unknown): string {
  return Array.isArray(value) ? `list of ${[...new Set(value.map(jsonType))].join(' or ')}` : typeof value
}

export const anIssuerUser: IssuerUser = {
  id: '11111111-2222-4333-8444-555555555555',
  email: 'ada.lovelace@example.com',
  name: 'Ada Lovelace',
  givenName: 'Ada',
  familyName: 'Lovelace',
  groups: ['admin', 'billing'],
  permissions: ['profile.delete', 'profile.read'],
  updatedAt: 1767125600,
}

export function tokenFacts(changes: Partial<IdTokenFacts> = {}): IdTokenFacts {
  return {
    issuer: 'http://localhost:3001/path',
    clientId: 'theClient',
    grant: 'authorization_code',
    user: anIssuerUser,
    scopes: ['openid', 'profile', 'email', 'profile.delete'],
    issuedAt: 1767225600,
    authTime: 1767225595,
    tokenId: 'cccccccc-0000-4000-8000-000000000003',
    sessionId: 'aaaaaaaa-0000-4000-8000-000000000001',
    nonce: 'theNonce',
    accessTokenHash: 'ExampleAtHash_0123456w',
    ...changes,
  }
}

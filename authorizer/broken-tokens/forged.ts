import { createHmac } from 'node:crypto'
import type { BrokenToken } from './broken-token.ts'

/** Header, key and signature: what a forger would try, and what a misused library makes. */
export const forged = [
  {
    id: 'alg-none',
    title: 'alg none, no signature',
    check: 'decode',
    fixes: ['unsigned-token'],
    needsIssuer: false,
    make: ({ text }) => `Bearer ${base64url('{"alg":"none"}')}.${text.split('.')[1]}.`,
  },
  {
    id: 'alg-none-signed',
    title: 'alg none, signature kept',
    check: 'alg',
    fixes: ['unsigned-token'],
    needsIssuer: false,
    make: ({ text, header }) => {
      const [, payload, signature] = text.split('.')
      return `Bearer ${base64url(JSON.stringify({ ...header, alg: 'none' }))}.${payload}.${signature}`
    },
  },
  {
    id: 'hs256',
    title: 'HS256 with a shared secret',
    check: 'alg',
    fixes: ['hs256'],
    needsIssuer: false,
    make: ({ header, claims }) => {
      const text = [{ ...header, alg: 'HS256' }, claims]
        .map((part) => base64url(JSON.stringify(part)))
        .join('.')
      return `Bearer ${text}.${createHmac('sha256', 'secret').update(text).digest('base64url')}`
    },
  },
  {
    id: 'es256',
    title: 'ES256',
    check: 'alg',
    fixes: ['elliptic-or-pss'],
    needsIssuer: false,
    make: ({ header, claims }, context) =>
      `Bearer ${context.signElsewhere({ ...header, alg: 'ES256' }, claims)}`,
  },
  {
    id: 'no-alg',
    title: 'No algorithm in the header',
    check: 'alg',
    fixes: ['algorithm'],
    needsIssuer: false,
    make: ({ header, claims }, context) =>
      `Bearer ${context.signElsewhere({ ...header, alg: undefined }, claims)}`,
  },
  {
    id: 'key-brought-along',
    title: 'A key in its own header',
    check: 'header',
    fixes: ['header-member'],
    needsIssuer: false,
    make: ({ header, claims }, context) =>
      `Bearer ${context.signElsewhere({ ...header, jwk: { kty: 'RSA' } }, claims)}`,
  },
  {
    id: 'no-kid',
    title: 'No key id in the header',
    check: 'kid',
    fixes: ['no-kid'],
    needsIssuer: false,
    make: ({ header, claims }, context) =>
      `Bearer ${context.signElsewhere({ ...header, kid: undefined }, claims)}`,
  },
  {
    id: 'unknown-key',
    title: 'Signed with an unpublished key',
    check: 'key',
    fixes: ['key-set-changed'],
    needsIssuer: false,
    make: ({ header, claims }, context) =>
      `Bearer ${context.signElsewhere({ ...header, kid: 'staging-key' }, claims)}`,
  },
  {
    id: 'stolen-kid',
    title: 'Signed with another key under the same key id',
    check: 'signature',
    fixes: ['signature'],
    needsIssuer: false,
    make: ({ header, claims }, context) => `Bearer ${context.signElsewhere(header, claims)}`,
  },
  {
    id: 'edited',
    title: 'Edited after it was signed',
    check: 'signature',
    fixes: ['signature'],
    needsIssuer: false,
    make: ({ text, claims }) => {
      const [header, , signature] = text.split('.')
      return `Bearer ${header}.${base64url(JSON.stringify({ ...claims, admin: true }))}.${signature}`
    },
  },
] as const satisfies readonly BrokenToken[]

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url')
}

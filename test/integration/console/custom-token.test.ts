import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { CustomTokenDocument, RequestDetails } from '../../../plugin/local/console/api-types.ts'
import { laterToken } from '../../../plugin/local/console/browser/call/later-token.ts'
import { type ConsoleRun, startConsoleRun } from '../../support/console-run.ts'

let run: ConsoleRun
let token: string

beforeAll(async () => {
  run = await startConsoleRun('auth0')
  token = await run.token('ada@example.com', 'access')
})

afterAll(() => run.close())

const part = (index: number) => Buffer.from(token.split('.')[index] ?? '', 'base64url').toString()

async function make(changes: Partial<CustomTokenDocument>): Promise<string> {
  const document = { token, header: part(0), payload: part(1), signing: 'issuer', ...changes }
  return (await run.ask<{ value: string }>('/custom-token', document)).value
}

const withClaims = (claims: object) => JSON.stringify({ ...JSON.parse(part(1)), ...claims }, undefined, 2)

/** The check that refuses it; undefined for an accepted one. */
async function refusedAt(authorization: string): Promise<string | undefined> {
  const call = { method: 'GET', path: '/things', headers: [['authorization', authorization]] }
  const { explanation } = await run.ask<RequestDetails>('/call', call)
  return explanation?.answer?.check
}

describe('a token written by hand', () => {
  test('signed by the issuer is accepted, with what was written', async () => {
    const value = await make({ payload: withClaims({ plan: 'gold' }) })
    const call = { method: 'GET', path: '/things', headers: [['authorization', value]] }
    const { status, event } = await run.ask<RequestDetails>('/call', call)

    expect(status).toBe(200)
    expect(JSON.stringify(event)).toContain('"plan":"gold"')
  })

  test.each([
    ['another issuer', { iss: 'https://other.example/' }, 'iss'],
    ['another audience', { aud: 'other' }, 'aud'],
    ['an end in the past', { exp: 1_700_000_000 }, 'exp'],
  ])('with %s is refused at its check', async (_what, claims, check) => {
    expect(await refusedAt(await make({ payload: withClaims(claims) }))).toBe(check)
  })

  test('signed with another key is refused at signature', async () => {
    expect(await refusedAt(await make({ signing: 'other-key' }))).toBe('signature')
  })

  test('with its old signature is accepted while only its spaces differ', async () => {
    expect(await refusedAt(await make({ signing: 'kept', payload: withClaims({}) }))).toBeUndefined()
  })

  test('with its old signature is refused once a claim differs', async () => {
    expect(await refusedAt(await make({ signing: 'kept', payload: withClaims({ admin: true }) }))).toBe(
      'signature',
    )
  })

  test.each([
    ['a payload that is not JSON', { payload: '{"sub": ' }],
    ['a payload that is a list', { payload: '[1]' }],
    ['a claim twice', { payload: '{"sub": "a", "sub": "b"}' }],
    ['a header that is not JSON', { header: 'alg' }],
  ])('with %s is sent as written, and refused at decode', async (_what, changes) => {
    expect(await refusedAt(await make(changes))).toBe('decode')
  })

  test('with another algorithm in its header is refused at alg', async () => {
    expect(await refusedAt(await make({ header: '{"alg":"HS256","kid":"x"}' }))).toBe('alg')
  })
})

describe('a call that is tried later', () => {
  test('is refused once the token has expired', async () => {
    const { exp, iat } = JSON.parse(part(1)) as { exp: number; iat: number }
    const later = (seconds: number) => make({ ...laterToken(token, seconds), signing: 'issuer' })

    expect(await refusedAt(await later(exp - iat + 60))).toBe('exp')
    expect(await refusedAt(await later(300))).toBeUndefined()
  })
})

test.each([
  ['opaque', 'ERR_TOKEN_UNREADABLE', () => 'v2.local.AbC'],
  [
    'of another issuer',
    'ERR_ISSUER_NEEDED',
    () => `eyJhbGciOiJSUzI1NiIsImtpZCI6IngifQ.${token.split('.')[1]}.c2ln`,
  ],
])('one that is %s cannot be started from', async (_what, code, start) => {
  const answer = await run.ask('/custom-token', {
    token: start(),
    header: '{}',
    payload: '{}',
    signing: 'issuer',
  })

  expect(answer).toMatchObject({ code })
})

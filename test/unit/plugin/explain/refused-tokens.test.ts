import { beforeAll, describe, expect, test } from '@jest/globals'
import { authorize } from '../../../../authorizer/authorize.ts'
import { readToken } from '../../../../authorizer/identity-source.ts'
import { tokenChecks } from '../../../../authorizer/refusal.ts'
import { checkTitle } from '../../../../plugin/explain/check-titles.ts'
import { explainToken } from '../../../../plugin/explain/explain-token.ts'
import { formatExplanation } from '../../../../plugin/explain/format-explanation.ts'
import { refusalLine } from '../../../../plugin/explain/log-line.ts'
import { makeTestKey, type TestKey } from '../../../support/keys.ts'
import { keysInHand } from '../../../support/refused-tokens/keys-in-hand.ts'
import { makeRefusedTokens } from '../../../support/refused-tokens/make-refused-tokens.ts'
import { authorizers, nowMs, type RefusedToken } from '../../../support/refused-tokens/refused-token.ts'

const [key, other] = await Promise.all([makeTestKey('ExampleKeyOne'), makeTestKey('ExampleKeyTwo')])
const refusedTokens = await makeRefusedTokens(key, other)

function optionsFor({ tenant, scopes = [], keys = keysInHand([key.publicJwk]) }: RefusedToken) {
  return { authorizer: authorizers[tenant], routeScopes: scopes, keys, nowMs }
}

describe('tokens that are refused', () => {
  test('given the table, when it is counted, then there are more than thirty, each of another kind or text', () => {
    expect(refusedTokens.length).toBeGreaterThan(30)
    expect(new Set(refusedTokens.map(({ what }) => what)).size).toBe(refusedTokens.length)
  })

  describe.each(refusedTokens.map((token) => [token.what, token] as const))('given %s', (_what, token) => {
    test('when it is explained, then the right check has failed with the right fix', async () => {
      const { answer, checks, outcome } = await explainToken(token.value, optionsFor(token))
      const failed = checks.filter(({ verdict }) => verdict === 'failed')

      expect(outcome).toBe('refused')
      expect(answer?.check).toBe(token.check)
      expect(failed.map(({ check, fix, docs }) => ({ check, fix: fix?.id, docs }))).toEqual([
        { check: token.check, fix: token.fix, docs: `docs/guide/refusals.md#${token.fix}` },
      ])
    })

    test('when the gateway decides on it, then it refuses it at the same check with the same answer', async () => {
      const presented = readToken(token.value)
      const decision =
        typeof presented === 'string' ? await authorize(presented, optionsFor(token)) : presented
      const { answer } = await explainToken(token.value, optionsFor(token))

      expect(decision).toMatchObject({ kind: 'refused', check: token.check, status: answer?.status })
    })

    test('when it is written for the terminal, then what was found and expected, the fix and its section are there', async () => {
      const explanation = await explainToken(token.value, optionsFor(token))
      const failed = explanation.checks.find(({ verdict }) => verdict === 'failed')
      const text = formatExplanation(explanation)

      expect(text).toMatch(/^Refused at: /)
      expect(text).toMatch(
        new RegExp(`\\n${token.check === 'scope' ? '403 Forbidden' : '401 Unauthorized'}, `),
      )
      for (const words of [failed?.found.full, failed?.wanted, failed?.docs]) expect(text).toContain(words)
      expect(text.replaceAll('\n', ' ')).toContain(failed?.fix?.text)
    })

    test('when it is written for the log, then neither the token nor a value of it is there', async () => {
      const line = refusalLine(await explainToken(token.value, optionsFor(token)), 'tenant')
      const title = checkTitle(token.check)
      const both = `${line?.full}${line?.short}`

      expect(line?.full.startsWith(`refused by authorizer "tenant" at its check of ${title}: found `)).toBe(
        true,
      )
      expect(line?.short.startsWith(`${title}: `)).toBe(true)
      expect(both).not.toContain('\n')
      for (const secret of secretsOf(token)) expect(both).not.toContain(secret)
    })

    test('when it is written for the terminal, then the token is not there', async () => {
      const text = formatExplanation(await explainToken(token.value, optionsFor(token)))

      for (const part of partsOf(token)) expect(text).not.toContain(part)
    })
  })
})

describe('a token that several checks refuse', () => {
  let value: string
  const token = { tenant: 'okta', value: '', check: 'iss', fix: '', what: '' } as const

  beforeAll(() => {
    value = signClaims(key, { iss: 'https://dev-00000000.okta.com/oauth2/other', exp: nowMs / 1_000 - 180 })
  })

  test('given another issuer and an end in the past, when it is explained, then the first decides and the other is predicted', async () => {
    const { checks } = await explainToken(value, optionsFor(token))

    expect(Object.fromEntries(checks.map(({ check, verdict }) => [check, verdict]))).toEqual({
      'identity source': 'passed',
      decode: 'passed',
      alg: 'passed',
      header: 'passed',
      kid: 'passed',
      key: 'passed',
      signature: 'passed',
      iss: 'failed',
      aud: 'not reached, would fail',
      exp: 'not reached, would fail',
      nbf: 'not reached, would pass',
      iat: 'not reached, would pass',
      scope: 'not reached, would pass',
    })
    expect(checks.map(({ check }) => check)).toEqual([...tokenChecks])
  })

  test('given an end in the past, when it is described, then with date and age for the holder, and with the age alone for the log', async () => {
    const { checks } = await explainToken(value, optionsFor(token))

    expect(checks.find(({ check }) => check === 'exp')?.found).toEqual({
      full: '2026-01-01T00:07:00Z, 3 minutes ago',
      logSafe: 'a time 3 minutes ago',
    })
  })

  test('given a value that would steer the terminal, when it is described, then it is escaped', async () => {
    const iss = 'https://\u001b[2J\u009b31m\u202eexample.com'
    const { checks } = await explainToken(signClaims(key, { iss }), optionsFor(token))

    expect(checks.find(({ check }) => check === 'iss')?.found.full).toBe(
      '"https://\\u001b[2J\\u009b31m\\u202eexample.com"',
    )
  })
})

function signClaims(signer: TestKey, claims: object): string {
  return signer.sign(JSON.stringify({ alg: 'RS256', kid: signer.kid }), JSON.stringify(claims))
}

/** The parts of a token that are long enough to be told from words. */
function partsOf({ value = '' }: RefusedToken): string[] {
  return value.split(/[.\s"%{}&=,]+/).filter((part) => part.length > 20)
}

/** The parts, and every value in header and claims that is not the authorizer's own setting. */
function secretsOf(token: RefusedToken): string[] {
  const { issuer, audience } = authorizers[token.tenant]
  const settings = [issuer, ...audience, ...(token.scopes ?? []), 'RS256', 'HS256', 'ES256', 'None'].join(' ')
  const parts = partsOf(token)
  return [...parts, ...parts.flatMap(valuesOf)].filter((value) => !settings.includes(value))
}

function valuesOf(part: string): string[] {
  try {
    return listValues(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')))
  } catch {
    return []
  }
}

/** Texts and numbers, except those too short to be told from words. */
function listValues(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(listValues)
  return [String(value)].filter((text) => text.length > 7)
}

import { describe, expect, test } from '@jest/globals'
import { explainToken } from '../../../../plugin/explain/explain-token.ts'
import { formatExplanation } from '../../../../plugin/explain/format-explanation.ts'
import { refusalLine } from '../../../../plugin/explain/log-line.ts'
import { makeTestKey } from '../../../support/keys.ts'
import { keysInHand } from '../../../support/refused-tokens/keys-in-hand.ts'
import { authorizers, nowMs, type Tenant } from '../../../support/refused-tokens/refused-token.ts'
import { createSigner } from '../../../support/refused-tokens/sign-fixture.ts'

const key = await makeTestKey('key-1')
const sign = createSigner(key)
const options = (tenant: Tenant, routeScopes: readonly string[] = []) => ({
  authorizer: authorizers[tenant],
  routeScopes,
  keys: keysInHand([key.publicJwk]),
  nowMs,
})

describe('tokens that are accepted', () => {
  test.each<[string, Tenant, string[], 'id' | 'access']>([
    ['cognito-access', 'cognito', ['orders-api/orders.write'], 'access'],
    ['cognito-id', 'cognito', [], 'id'],
    ['cognito-access-password', 'cognito', [], 'access'],
    ['auth0-access', 'auth0', ['read:orders', 'write:orders'], 'access'],
    ['auth0-access-rfc9068', 'auth0', ['read:orders'], 'access'],
    ['auth0-client-credentials', 'auth0', ['read:orders'], 'access'],
    ['okta-access', 'okta', ['orders.read'], 'access'],
    ['okta-client-credentials', 'okta', [], 'access'],
    ['entra-access', 'entra', ['Orders.Read'], 'access'],
    ['entra-access-app', 'entra', [], 'access'],
  ])(
    'given %s for %s with %j, when it is explained, then every check has passed and there is nothing to fix',
    async (fixture, tenant, scopes, tokenUse) => {
      const explanation = await explainToken(`Bearer ${await sign(fixture)}`, options(tenant, scopes))

      expect(explanation).toMatchObject({ outcome: 'accepted', answer: undefined, tokenUse })
      expect(explanation.checks.map(({ verdict, fix }) => [verdict, fix])).toEqual(
        Array(13).fill(['passed', undefined]),
      )
      expect(formatExplanation(explanation)).toMatch(/^Accepted \(an? (?:id|access) token\)\n/)
      expect(refusalLine(explanation)).toBeUndefined()
    },
  )

  test('given a bare token, when it is explained, then it is accepted as with Bearer', async () => {
    expect((await explainToken(await sign('okta-access'), options('okta'))).outcome).toBe('accepted')
  })

  test('given exp in milliseconds, when it is explained, then it is accepted with a caution', async () => {
    const token = await sign('okta-access', { claims: { exp: nowMs + 3_600_000 } })
    const { outcome, checks } = await explainToken(token, options('okta'))

    expect(outcome).toBe('accepted')
    expect(checks.filter(({ fix }) => fix)).toMatchObject([
      { check: 'exp', verdict: 'passed', fix: { id: 'milliseconds' } },
    ])
  })
})

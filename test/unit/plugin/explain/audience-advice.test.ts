import { describe, expect, test } from '@jest/globals'
import { explainToken } from '../../../../plugin/explain/explain-token.ts'
import { makeTestKey } from '../../../support/keys.ts'
import { keysInHand } from '../../../support/refused-tokens/keys-in-hand.ts'
import { authorizers, nowMs, type Tenant } from '../../../support/refused-tokens/refused-token.ts'
import { createSigner } from '../../../support/refused-tokens/sign-fixture.ts'

const key = await makeTestKey('ExampleKeyOne')
const sign = createSigner(key)

/** What is said of the audience of a token, where its issuer may be wrong too. */
async function adviceOn(tenant: Tenant, fixture: string, claims: object): Promise<string | undefined> {
  const token = await sign(fixture, { claims: { ...claims } })
  const { checks } = await explainToken(token, {
    authorizer: authorizers[tenant],
    routeScopes: [],
    keys: keysInHand([key.publicJwk]),
    nowMs,
  })
  return checks.find(({ check }) => check === 'aud')?.fix?.id
}

const otherPool = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_OTHER'

describe('advice on the audience', () => {
  test.each([
    ['cognito', 'cognito-access', { iss: otherPool, client_id: 'other' }],
    ['cognito', 'cognito-id', { iss: otherPool, aud: 'other' }],
    ['auth0', 'auth0-access', { iss: 'https://other.eu.auth0.com/', aud: 'https://other.example' }],
    ['auth0', 'auth0-id', { iss: 'https://other.eu.auth0.com/' }],
  ] as const)('%s, %s from another issuer: the issuer comes first', async (tenant, fixture, claims) => {
    expect(await adviceOn(tenant, fixture, claims)).toBe('issuer-first')
  })

  test.each([
    ['cognito', 'cognito-access', { client_id: 'other' }, 'cognito-other-client'],
    ['auth0', 'auth0-access', { aud: 'https://other.example' }, 'audience'],
    [
      'auth0',
      'auth0-access',
      { iss: 'https://example-tenant.us.auth0.com', aud: 'https://other.example' },
      'audience',
    ],
  ] as const)(
    '%s, %s from the same issuer, or one that is spelled otherwise: the audience',
    async (...given) => {
      const [tenant, fixture, claims, id] = given
      expect(await adviceOn(tenant, fixture, claims)).toBe(id)
    },
  )

  test('none where the audience is right', async () => {
    expect(await adviceOn('cognito', 'cognito-access', { iss: otherPool })).toBeUndefined()
  })
})

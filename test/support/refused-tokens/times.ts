import { nowMs, nowSeconds, type RefusedToken } from './refused-token.ts'
import type { Signers } from './sign-fixture.ts'

/** Tokens that are over, or not yet good. */
export async function makeTimeTokens({ sign }: Signers): Promise<readonly RefusedToken[]> {
  return [
    {
      what: 'an expired token',
      tenant: 'cognito',
      value: `Bearer ${await sign('cognito-access', { claims: { exp: nowSeconds - 180 } })}`,
      check: 'exp',
      fix: 'expired',
    },
    {
      what: 'a token that never ends',
      tenant: 'okta',
      value: `Bearer ${await sign('okta-access', { claims: { exp: undefined } })}`,
      check: 'exp',
      fix: 'no-expiry',
    },
    {
      what: 'exp with a fraction',
      tenant: 'okta',
      value: `Bearer ${await sign('okta-access', { claims: { exp: nowSeconds + 60.5 } })}`,
      check: 'exp',
      fix: 'not-whole-seconds',
    },
    {
      what: 'an end before the beginning',
      tenant: 'okta',
      value: `Bearer ${await sign('okta-access', { claims: { iat: nowSeconds + 3_600, exp: nowSeconds - 60 } })}`,
      check: 'exp',
      fix: 'ends-before-it-begins',
    },
    {
      what: 'times in milliseconds',
      tenant: 'okta',
      value: `Bearer ${await sign('okta-access', { claims: { iat: nowMs, exp: nowMs + 3_600_000 } })}`,
      check: 'iat',
      fix: 'milliseconds',
    },
    {
      what: 'an issuer two minutes ahead',
      tenant: 'cognito',
      value: `Bearer ${await sign('cognito-access', { claims: { iat: nowSeconds + 120 } })}`,
      check: 'iat',
      fix: 'clock-behind',
    },
    {
      what: 'an issuer ahead, with nbf',
      tenant: 'entra',
      value: `Bearer ${await sign('entra-access', { claims: { nbf: nowSeconds + 30 } })}`,
      check: 'nbf',
      fix: 'clock-behind',
    },
    {
      what: 'a token for next week',
      tenant: 'entra',
      value: `Bearer ${await sign('entra-access', { claims: { nbf: nowSeconds + 604_800 } })}`,
      check: 'nbf',
      fix: 'not-yet',
    },
  ]
}

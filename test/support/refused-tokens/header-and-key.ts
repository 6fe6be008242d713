import { base64url, signWithSecret } from '../keys.ts'
import { readTokenFixture } from '../token-shape.ts'
import { keysInHand, noKeys } from './keys-in-hand.ts'
import type { RefusedToken } from './refused-token.ts'
import type { Signers } from './sign-fixture.ts'

/** Tokens whose header, key or signature does not fit. */
export async function makeHeaderAndKeyTokens({
  sign,
  key,
  other,
}: Signers): Promise<readonly RefusedToken[]> {
  const cognito = await sign('cognito-access')
  const auth0 = await sign('auth0-access')
  const [head = '', body = '', signature = ''] = cognito.split('.')
  const elsewhere = { key: other }
  return [
    {
      what: 'a token signed with HS256',
      tenant: 'auth0',
      value: `Bearer ${signWithSecret(...(await texts('auth0-access', { alg: 'HS256', kid: undefined })), 'secret')}`,
      check: 'alg',
      fix: 'hs256',
    },
    {
      what: 'a token signed with ES256',
      tenant: 'okta',
      value: `Bearer ${await sign('okta-access', { header: { alg: 'ES256' } })}`,
      check: 'alg',
      fix: 'elliptic-or-pss',
    },
    {
      what: 'alg none over some signature',
      tenant: 'cognito',
      value: `Bearer ${base64url('{"alg":"None","kid":"a"}')}.${body}.${signature}`,
      check: 'alg',
      fix: 'unsigned-token',
    },
    {
      what: 'no algorithm',
      tenant: 'cognito',
      value: `Bearer ${await sign('cognito-access', { header: { alg: undefined } })}`,
      check: 'alg',
      fix: 'algorithm',
    },
    {
      what: 'a key in the header',
      tenant: 'cognito',
      value: `Bearer ${await sign('cognito-access', { key: other, header: { jwk: other.publicJwk } })}`,
      check: 'header',
      fix: 'header-member',
    },
    {
      what: 'no kid',
      tenant: 'okta',
      value: `Bearer ${await sign('okta-access', { header: { kid: undefined } })}`,
      check: 'kid',
      fix: 'no-kid',
    },
    {
      what: 'an issuer that does not answer',
      tenant: 'okta',
      value: `Bearer ${await sign('okta-access')}`,
      check: 'key',
      fix: 'keys-not-fetched',
      keys: noKeys('https://dev-00000000.okta.com/ cannot be reached: ENOTFOUND'),
    },
    {
      what: 'an issuer that calls itself otherwise',
      tenant: 'auth0',
      value: `Bearer ${auth0}`,
      check: 'key',
      fix: 'issuer-in-discovery',
      keys: noKeys(
        'the discovery document names a different issuer than https://example-tenant.us.auth0.com/',
      ),
    },
    {
      what: 'a staging key set, or keys that were changed since',
      tenant: 'cognito',
      value: `Bearer ${await sign('cognito-access', elsewhere)}`,
      check: 'key',
      fix: 'key-set-changed',
    },
    {
      what: 'a key for encryption only',
      tenant: 'cognito',
      value: `Bearer ${cognito}`,
      check: 'key',
      fix: 'unusable-key',
      keys: keysInHand([{ ...key.publicJwk, alg: 'RS512' }]),
    },
    {
      what: 'a token that was edited',
      tenant: 'cognito',
      value: `Bearer ${head}.${(await sign('cognito-access', { claims: { username: 'admin' } })).split('.')[1]}.${signature}`,
      check: 'signature',
      fix: 'signature',
    },
    {
      what: 'a token for Microsoft Graph',
      tenant: 'entra',
      value: `Bearer ${spoilSignature(await sign('entra-access', { header: { nonce: 'ExampleGraphNonce' } }))}`,
      check: 'signature',
      fix: 'graph-token',
    },
  ]
}

async function texts(fixture: string, header: object): Promise<[string, string]> {
  const token = await readTokenFixture(fixture)
  return [JSON.stringify({ ...token.header, ...header }), JSON.stringify(token.payload)]
}

function spoilSignature(token: string): string {
  const [head, body] = token.split('.')
  return `${head}.${body}.${base64url(Buffer.alloc(256, 7))}`
}

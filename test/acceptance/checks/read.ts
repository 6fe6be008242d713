import { equal, ok } from 'node:assert/strict'
import { describe } from 'node:test'
import { type Answer, expectHeader, expectStatus } from '../api.ts'
import { check, startWithoutProfile, tokenOf } from '../check.ts'

describe('GET /profile', () => {
  check('id token: 200, the user, no scopes', async ({ api, users, provider }) => {
    const answer = await api.get(await tokenOf(users.ada, 'id'))
    expectStatus(answer, 200)
    const principal = principalIn(answer)
    equal(principal.tokenUse, 'id')
    equal(principal.kind, 'user')
    if (provider) equal(principal.provider, provider)
    ok(typeof principal.email === 'string', 'the email is missing')
    ok(!('scopes' in principal), 'an id token has no scopes')
  })

  check('access token: 200, scopes and client, no email', async ({ api, users, provider }) => {
    const answer = await api.get(await tokenOf(users.ada, 'access'))
    expectStatus(answer, 200)
    const principal = principalIn(answer)
    equal(principal.tokenUse, 'access')
    if (provider) equal(principal.provider, provider)
    ok(
      Array.isArray(principal.scopes) && principal.scopes.includes('profile.delete'),
      'profile.delete is missing',
    )
    ok(typeof principal.clientId === 'string', 'the client id is missing')
    ok(!('email' in principal), 'an access token has no email')
  })

  check('both tokens of a user: one owner', async ({ api, users }) => {
    const [id, access] = [
      principalIn(await api.get(await tokenOf(users.ada, 'id'))),
      principalIn(await api.get(await tokenOf(users.ada, 'access'))),
    ]
    equal(typeof id.key, 'string')
    ok(id.key === access.key, 'the keys differ')
    ok(id.subject === access.subject && id.issuer === access.issuer, 'subject or issuer differ')
  })

  check('claims: typed, from the verified token', async ({ api, users }) => {
    const principal = principalIn(await api.get(await tokenOf(users.ada, 'access')))
    equal(principal.claimsSource, 'token')
    ok(Number.isInteger(principal.expiresAt), 'expiresAt is not in whole seconds')
    const { exp } = principal.claims as { exp?: unknown }
    ok(exp === principal.expiresAt, 'the claim exp is not the number in the token')
  })

  check('no profile: null, and no entity tag', async (context) => {
    const answer = await context.api.get(await startWithoutProfile(context))
    expectStatus(answer, 200)
    equal((answer.body as { profile?: unknown }).profile, null)
    equal(answer.headers.get('etag'), null)
  })

  check('a profile: as the write returned it, with its entity tag', async (context) => {
    const token = await startWithoutProfile(context)
    const posted = await context.api.post(token, { displayName: 'Ada', interests: ['engines'] })
    const answer = await context.api.get(token)
    equal(JSON.stringify((answer.body as { profile?: unknown }).profile), JSON.stringify(posted.body))
    equal(answer.headers.get('etag'), posted.headers.get('etag'))
  })

  check('if-none-match with the tag of what was sent: 304; if-match with another: 412', async (context) => {
    const token = await startWithoutProfile(context)
    await context.api.post(token, { displayName: 'Ada' })
    const tag = (await context.api.get(token)).headers.get('etag') ?? ''
    const again = await context.api.get(token, { 'if-none-match': tag })
    expectStatus(again, 304)
    equal(again.text, '')
    equal(again.headers.get('etag'), tag)
    expectStatus(await context.api.get(token, { 'if-match': '"never-given-out"' }), 412)
  })

  check('personal data: JSON that must not be cached', async ({ api, users }) => {
    const token = await tokenOf(users.ada, 'id')
    const answer = await api.get(token)
    expectHeader(answer, 'content-type', /^application\/json/)
    expectHeader(answer, 'cache-control', 'no-store')
    ok(!answer.text.includes(token.split('.')[2] ?? token), 'the response contains the token')
  })
})

function principalIn({ body }: Answer): Readonly<Record<string, unknown>> {
  const { principal } = (body ?? {}) as { principal?: Record<string, unknown> }
  ok(principal, 'the response has no principal')
  return principal
}

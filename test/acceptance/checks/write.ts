import { deepEqual, equal, notEqual, ok } from 'node:assert/strict'
import { describe } from 'node:test'
import { type Answer, expectHeader, expectStatus } from '../api.ts'
import { check, startWithoutProfile, tokenOf } from '../check.ts'

const ada = {
  displayName: 'Ada',
  bio: 'First line\nsecond line, with ü and 🧮',
  website: 'https://ada.example/',
  locale: 'de-CH',
  interests: ['engines', 'poetry'],
}

describe('POST /profile', () => {
  check('no profile: 201, location, entity tag, the profile', async (context) => {
    const answer = await context.api.post(await startWithoutProfile(context), ada)
    expectStatus(answer, 201)
    expectHeader(answer, 'location', '/profile')
    expectHeader(answer, 'etag', /^"[^"]+"$/)
    expectHeader(answer, 'content-type', /^application\/json/)
    const { displayName, bio, website, locale, interests } = profileIn(answer)
    deepEqual({ displayName, bio, website, locale, interests }, ada)
  })

  check('a profile: 200, replaced as a whole, createdAt is kept', async (context) => {
    const token = await startWithoutProfile(context)
    const first = await context.api.post(token, ada)
    const second = await context.api.post(token, { displayName: 'Ada L.' })
    expectStatus(second, 200)
    ok(!('bio' in profileIn(second)), 'what was left out is still there')
    equal(profileIn(second).createdAt, profileIn(first).createdAt)
    notEqual(second.headers.get('etag'), first.headers.get('etag'))
    equal(second.headers.get('location'), null)
  })

  check('access token of a user: writes the same profile', async (context) => {
    const token = await startWithoutProfile(context)
    expectStatus(await context.api.post(await tokenOf(context.users.ada, 'access'), ada), 201)
    equal(profileIn(await context.api.get(token), 'profile').displayName, 'Ada')
  })

  check('machine-to-machine token: 403, nothing written', async ({ api, users }) => {
    const answer = await api.post(await tokenOf(users.ada, 'client'), ada)
    expectStatus(answer, 403)
    equal((answer.body as { code?: unknown }).code, 'ERR_CALLER_KIND_REFUSED')
  })

  check('text is kept as it was sent', async (context) => {
    const token = await startWithoutProfile(context)
    const displayName = 'Ægir "Quote" \\ </script> 漢字 👩‍🚀'
    expectStatus(await context.api.post(token, { displayName }), 201)
    equal(profileIn(await context.api.get(token), 'profile').displayName, displayName)
  })
})

function profileIn({ body }: Answer, member?: string): Readonly<Record<string, unknown>> {
  const whole = (body ?? {}) as Record<string, unknown>
  return (member ? whole[member] : whole) as Record<string, unknown>
}

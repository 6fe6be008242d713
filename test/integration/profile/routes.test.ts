import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Tables } from '../../../plugin/local/dynamodb/start-tables.ts'
import { identities } from '../../support/lambda.ts'
import {
  deleter,
  type ProfileService,
  startProfileService,
  startProfileTable,
} from '../../support/profile-service.ts'

const { id, access, client } = identities.cognito

let tables: Tables
let service: ProfileService
beforeAll(async () => {
  tables = await startProfileTable()
  service = startProfileService(tables)
})
afterEach(() => service.delete())
afterAll(async () => {
  await service.close()
  await tables.close()
})

describe('GET /profile', () => {
  test('given nothing was posted, when an id token asks, then it is shown with its email and no profile', async () => {
    const answer = await service.get({ claims: id })

    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ principal: { tokenUse: 'id', email: id.email }, profile: null })
    expect(answer.headers).not.toHaveProperty('etag')
  })

  test('given an access token, when it asks, then it is shown with scopes and client id, and no email', async () => {
    const { body } = await service.get({ claims: access })

    const { principal } = body as { principal: object }
    expect(principal).toMatchObject({ tokenUse: 'access', clientId: access.client_id })
    expect(principal).toHaveProperty('scopes', access.scope?.toString().split(' '))
    expect(principal).not.toHaveProperty('email')
  })

  test('given a profile, when either token of its owner asks, then it is shown as it was answered', async () => {
    const posted = await service.post({ claims: id, body: { displayName: 'Ada', interests: ['chess'] } })

    const answers = [await service.get({ claims: id }), await service.get({ claims: access })]

    for (const { body } of answers) expect(body).toHaveProperty('profile', posted.body)
  })

  test('given different bodies, when they are answered, then their tags differ, and a write answers with that of its caller', async () => {
    const posted = await service.post({ claims: id, body: { displayName: 'Ada' } })
    const renewed = { ...id, iat: Number(id.iat) + 60 }
    const tags = [id, access, renewed].map(async (claims) => (await service.get({ claims })).headers.etag)

    expect(new Set(await Promise.all(tags)).size).toBe(3)
    expect(await tags[0]).toBe(posted.headers.etag)
    expect((await service.get({ claims: id })).headers.etag).toBe(posted.headers.etag)
  })

  test('given the tag of what is sent, when it is asked for again, then it is 304, and for another token 200', async () => {
    await service.post({ claims: id, body: { displayName: 'Ada' } })
    const { headers } = await service.get({ claims: id })
    const conditions = { 'if-none-match': `"x", W/${headers.etag}` }

    const again = await service.get({ claims: id, headers: conditions })
    expect(again).toEqual({
      status: 304,
      headers: { 'cache-control': 'no-store', etag: headers.etag },
      body: undefined,
    })
    expect(await service.get({ claims: access, headers: conditions })).toHaveProperty('status', 200)
    await service.post({ claims: id, body: { displayName: 'Ada L.' } })
    expect(await service.get({ claims: id, headers: conditions })).toHaveProperty('status', 200)
  })

  test.each<[Record<string, string>, number, number]>([
    [{ 'if-match': 'current' }, 200, 412],
    [{ 'if-match': '*' }, 200, 412],
    [{ 'if-match': 'W/current' }, 412, 412],
    [{ 'if-match': '"stale"' }, 412, 412],
    [{ 'if-none-match': '*' }, 304, 200],
    [{ 'if-none-match': '"stale"' }, 200, 200],
    [{ 'if-match': 'current', 'if-none-match': 'current' }, 304, 412],
    [{ 'if-match': '"stale"', 'if-none-match': 'current' }, 412, 412],
    [{ 'if-match': 'unquoted' }, 400, 400],
    [{ 'if-none-match': 'unquoted' }, 400, 400],
  ])(
    'given %j, when asked, then it is %i with a profile and %i without',
    async (conditions, withOne, without) => {
      await service.post({ claims: id, body: { displayName: 'Ada' } })
      const current = (await service.get({ claims: id })).headers.etag ?? ''
      const headers = Object.fromEntries(
        Object.entries(conditions).map(([name, value]) => [name, value.replace('current', current)]),
      )

      expect(await service.get({ claims: id, headers })).toHaveProperty('status', withOne)
      await service.delete()
      expect(await service.get({ claims: id, headers })).toHaveProperty('status', without)
    },
  )

  test('given the tag of GET with an older token, when a write has it in if-match, then the version counts', async () => {
    await service.post({ claims: id, body: { displayName: 'Ada' } })
    const { headers } = await service.get({ claims: access })
    const conditions = { 'if-match': headers.etag ?? '' }

    expect(
      await service.post({ claims: id, headers: conditions, body: { displayName: 'B' } }),
    ).toHaveProperty('status', 200)
    expect(
      await service.post({ claims: id, headers: conditions, body: { displayName: 'C' } }),
    ).toHaveProperty('status', 412)
  })

  test('given personal data, when it is answered, then no cache may keep it', async () => {
    const { headers } = await service.get()

    expect(headers['cache-control']).toBe('no-store')
  })
})

describe('POST /profile', () => {
  test('given no profile, when one is posted, then it is created and says where it is', async () => {
    const body = {
      displayName: 'Ada',
      bio: 'a\nb',
      website: 'https://a.example',
      locale: 'de-CH',
      interests: [],
    }

    const answer = await service.post({ body })

    expect(answer).toMatchObject({ status: 201, headers: { location: '/profile' }, body })
    expect(answer.headers.etag).toMatch(`"${(answer.body as { version: string }).version}.`)
  })

  test('given a profile, when another is posted, then it takes its place but for the time of creation', async () => {
    const first = await service.post({ body: { displayName: 'Ada', bio: 'old', interests: ['chess'] } })

    const second = await service.post({ body: { displayName: 'Ada L.' } })

    const { createdAt } = first.body as { createdAt: string }
    expect(second).toMatchObject({ status: 200, body: { displayName: 'Ada L.', createdAt } })
    expect(second.headers).not.toHaveProperty('location')
    expect(second.headers.etag).not.toBe(first.headers.etag)
    expect(second.body).not.toHaveProperty('bio')
    expect((await service.get()).body).toHaveProperty('profile', second.body)
  })

  test('given a profile was deleted, when the same is posted again, then its tag is one never seen before', async () => {
    const first = await service.post({ body: { displayName: 'Ada' } })
    await service.delete()

    const again = await service.post({ body: { displayName: 'Ada' } })

    expect(again.status).toBe(201)
    expect(again.headers.etag).not.toBe(first.headers.etag)
  })

  test('given an access token of a person, when it posts, then the profile is made', async () => {
    expect(await service.post({ claims: access, body: { displayName: 'Ada' } })).toHaveProperty('status', 201)
  })

  test('given the token of a client by itself, when it posts, then it is refused and nothing is made', async () => {
    const answer = await service.post({ claims: client, body: { displayName: 'Robot' } })

    expect(answer).toMatchObject({ status: 403, body: { code: 'ERR_CALLER_KIND_REFUSED' } })
    expect((await service.get({ claims: client })).body).toHaveProperty('profile', null)
  })

  test('given three wrong members, when they are posted, then each has its entry and nothing is made', async () => {
    const answer = await service.post({ body: { displayName: '', website: 'x', interests: ['ok', 7] } })

    expect(answer).toMatchObject({ status: 422, body: { code: 'ERR_BODY_INVALID' } })
    const { errors } = answer.body as { errors: { pointer: string }[] }
    expect(errors.map((one) => one.pointer)).toEqual(['#/displayName', '#/website', '#/interests/1'])
    expect((await service.get()).body).toHaveProperty('profile', null)
  })

  test('given a profile, when it is posted and shown, then the log holds nothing of it', async () => {
    await service.post({ body: { displayName: 'Zaphod', bio: 'Betelgeuse' } })
    await service.get()

    const log = await service.log()
    expect(log).toContain('"routeKey":"POST /profile","status":201')
    expect(log).not.toMatch(/Zaphod|Betelgeuse|alice@example/)
  })
})

describe('DELETE /profile', () => {
  test('given a profile, when its owner deletes it, then it is gone', async () => {
    await service.post({ body: { displayName: 'Ada' } })

    expect(await service.delete()).toEqual({ status: 204, headers: {}, body: undefined })
    expect((await service.get()).body).toHaveProperty('profile', null)
  })

  test('given no profile, when it is deleted all the same, then that is fine too', async () => {
    expect(await service.delete()).toHaveProperty('status', 204)
  })

  test.each([
    ['an access token without the scope', access, 'ERR_SCOPE_INSUFFICIENT'],
    ['an id token', { ...id, scope: deleter.scope }, 'ERR_TOKEN_USE_REFUSED'],
  ])('given %s, when it deletes, then it is refused and the profile stays', async (_, claims, code) => {
    await service.post({ body: { displayName: 'Ada' } })

    const answer = await service.delete({ claims })

    expect(answer).toMatchObject({ status: 403, body: { code } })
    expect(answer.headers['www-authenticate']).toContain('scope="claimcheck/profile.delete"')
    expect((await service.get()).body).toHaveProperty('profile.displayName', 'Ada')
  })
})

describe('one profile an owner', () => {
  const elsewhere = { iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_OTHER' }

  test.each([
    ['of another issuer, by the same subject', elsewhere],
    ['of the same issuer, by another subject', { sub: '99999999-2222-4333-8444-555555555555' }],
    ['of a subject that tries to look like both', { sub: `x#${id.sub}` }],
  ])(
    'given a profile, when a caller %s comes, then it is neither shown, replaced nor deleted',
    async (_, other) => {
      const mine = await service.post({ claims: id, body: { displayName: 'Ada' } })
      const [theirId, theirDeleter] = [
        { ...id, ...other },
        { ...deleter, ...other },
      ]

      expect((await service.get({ claims: theirId })).body).toHaveProperty('profile', null)
      const theirs = await service.post({ claims: theirId, body: { displayName: 'Eve' } })
      expect(theirs.status).toBe(201)
      expect((await service.delete({ claims: theirDeleter })).status).toBe(204)

      expect((await service.get({ claims: id })).body).toHaveProperty('profile', mine.body)
    },
  )
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Tables } from '../../../plugin/local/dynamodb/start-tables.ts'
import { type ProfileService, startProfileService, startProfileTable } from '../../support/profile-service.ts'

const stale = '"00000000-0000-4000-8000-000000000000"'

let tables: Tables
let service: ProfileService
let current: string
beforeAll(async () => {
  tables = await startProfileTable()
  service = startProfileService(tables)
})
beforeEach(async () => {
  await service.delete()
  const { headers } = await service.post({ body: { displayName: 'first' } })
  current = headers.etag ?? ''
})
afterAll(async () => {
  await service.close()
  await tables.close()
})

/** Name of the stored profile; undefined when there is none. */
async function storedName(): Promise<unknown> {
  const { profile } = (await service.get()).body as { profile: { displayName: string } | null }
  return profile?.displayName
}

/** Headers, with `current` for the tag of the stored profile, and the status of a POST where there is a profile. */
const cases: readonly (readonly [headers: Record<string, string>, status: number])[] = [
  [{ 'if-match': 'current' }, 200],
  [{ 'if-match': stale }, 412],
  [{ 'if-match': '*' }, 200],
  [{ 'if-match': `${stale}, current` }, 200],
  [{ 'if-match': `${stale}, "b"` }, 412],
  [{ 'if-match': 'W/current' }, 412],
  [{ 'if-match': 'W/current, current' }, 200],
  [{ 'if-match': '' }, 412],
  [{ 'if-match': '""' }, 412],
  [{ 'if-match': `${Array(99).fill(stale)}, current` }, 200],
  [{ 'if-match': `${Array(100).fill(stale)}, current` }, 400],
  [{ 'if-match': 'unquoted' }, 400],
  [{ 'if-none-match': '*' }, 412],
  [{ 'if-none-match': stale }, 200],
  [{ 'if-none-match': 'current' }, 412],
  [{ 'if-none-match': 'W/current' }, 412],
  [{ 'if-none-match': `${stale}, current` }, 412],
  [{ 'if-none-match': 'unquoted' }, 400],
  [{ 'if-match': 'current', 'if-none-match': stale }, 200],
  [{ 'if-match': 'current', 'if-none-match': 'current' }, 412],
  [{ 'if-match': stale, 'if-none-match': stale }, 412],
]

function withCurrentTag(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replaceAll('current', current)]),
  )
}

const codes: Readonly<Record<number, string>> = { 400: 'ERR_BAD_REQUEST', 412: 'ERR_PRECONDITION_FAILED' }

describe('preconditions', () => {
  test.each(cases)(
    'given a profile, when it is posted with %j, then the answer is %i',
    async (headers, status) => {
      const answer = await service.post({ headers: withCurrentTag(headers), body: { displayName: 'second' } })

      expect(answer.status).toBe(status)
      if (status !== 200) expect(answer.body).toHaveProperty('code', codes[status])
      expect(await storedName()).toBe(status === 200 ? 'second' : 'first')
    },
  )

  test.each(cases)(
    'given a profile, when it is deleted with %j, then POST would say %i',
    async (headers, status) => {
      const answer = await service.delete({ headers: withCurrentTag(headers) })

      expect(answer.status).toBe(status === 200 ? 204 : status)
      expect(await storedName()).toBe(status === 200 ? undefined : 'first')
    },
  )

  test.each([
    [{ 'if-match': stale }, 412],
    [{ 'if-match': '*' }, 412],
    [{ 'if-none-match': '*' }, 201],
    [{ 'if-none-match': stale }, 201],
  ])('given no profile, when one is posted with %j, then the answer is %i', async (headers, status) => {
    await service.delete()

    const answer = await service.post({ headers, body: { displayName: 'second' } })

    expect(answer.status).toBe(status)
    expect(await storedName()).toBe(status === 201 ? 'second' : undefined)
  })

  test.each(['*', stale])(
    'given no profile, when if-match: %s deletes it, then it is gone as asked',
    async (tags) => {
      await service.delete()

      expect(await service.delete({ headers: { 'if-match': tags } })).toHaveProperty('status', 204)
    },
  )

  test('given a tag from before a deletion, when a new profile has come, then the tag is stale for it', async () => {
    const before = current
    await service.delete()
    await service.post({ body: { displayName: 'new' } })

    const answer = await service.post({ headers: { 'if-match': before }, body: { displayName: 'late' } })

    expect(answer.status).toBe(412)
    expect(await storedName()).toBe('new')
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Tables } from '../../../plugin/local/dynamodb/start-tables.ts'
import type { Profile } from '../../../src/profile/schema.ts'
import {
  type ProfileAnswer,
  type ProfileService,
  startProfileService,
  startProfileTable,
} from '../../support/profile-service.ts'

let tables: Tables
let service: ProfileService
beforeAll(async () => {
  tables = await startProfileTable()
  service = startProfileService(tables)
})
beforeEach(() => service.delete())
afterAll(async () => {
  await service.close()
  await tables.close()
})

/** Fifty POSTs at once, each with a name of its own. */
function postFifty(headers: Record<string, string> = {}): Promise<ProfileAnswer[]> {
  const names = Array.from({ length: 50 }, (_, index) => `name ${index}`)
  return Promise.all(names.map((displayName) => service.post({ headers, body: { displayName } })))
}

function withStatus(answers: readonly ProfileAnswer[], status: number): ProfileAnswer[] {
  return answers.filter((answer) => answer.status === status)
}

async function stored(): Promise<Profile> {
  return ((await service.get()).body as { profile: Profile }).profile
}

describe('fifty POSTs for one profile at once', () => {
  test('given no profile, when they name no version, then one creates, the others replace, and one of them stays', async () => {
    const answers = await postFifty()

    expect(withStatus(answers, 201)).toHaveLength(1)
    expect(withStatus(answers, 200)).toHaveLength(49)
    const profiles = answers.map((answer) => answer.body as Profile)
    expect(profiles).toContainEqual(await stored())
    expect(new Set(profiles.map((profile) => profile.createdAt)).size).toBe(1)
    expect(new Set(profiles.map((profile) => profile.version)).size).toBe(50)
  })

  test('given no profile, when all ask that there be none, then one is made and the others are refused', async () => {
    const answers = await postFifty({ 'if-none-match': '*' })

    expect(withStatus(answers, 412)).toHaveLength(49)
    expect(withStatus(answers, 201).map((answer) => answer.body)).toEqual([await stored()])
  })

  test('given a profile, when all ask for its version, then one replaces it and the others are refused', async () => {
    const { headers } = await service.post({ body: { displayName: 'first' } })

    const answers = await postFifty({ 'if-match': headers.etag ?? '' })

    expect(withStatus(answers, 412)).toHaveLength(49)
    expect(withStatus(answers, 200).map((answer) => answer.body)).toEqual([await stored()])
  })
})

describe('writers who read first', () => {
  test('given ten at once, when each adds its own until it is let through, then nothing that was added is lost', async () => {
    await service.post({ body: { displayName: 'Ada', interests: [] } })

    async function add(interest: string): Promise<void> {
      const { body, headers } = await service.get()
      const { displayName, interests = [] } = (body as { profile: Profile }).profile
      const answer = await service.post({
        headers: { 'if-match': headers.etag ?? '' },
        body: { displayName, interests: [...interests, interest] },
      })
      if (answer.status === 412) return add(interest)
    }
    const all = Array.from({ length: 10 }, (_, index) => `interest ${index}`)
    await Promise.all(all.map(add))

    expect((await stored()).interests?.toSorted()).toEqual(all)
  })
})

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Tables } from '../../../plugin/local/dynamodb/start-tables.ts'
import { connectTable } from '../../../src/profile/dynamodb/connect-table.ts'
import type { Preconditions } from '../../../src/profile/preconditions.ts'
import { ProfileStore } from '../../../src/profile/store.ts'
import { startProfileTable } from '../../support/profile-service.ts'

const always: Preconditions = { ifMatch: undefined, ifNoneMatch: undefined }

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }

let tables: Tables
let clock: string
let profiles: ProfileStore
beforeAll(async () => {
  tables = await startProfileTable()
  profiles = new ProfileStore({
    tableName: 'profiles',
    table: connectTable({ endpoint: tables.endpoint, region: 'us-east-1', credentials }),
    now: () => new Date(clock),
  })
})
afterAll(() => tables.close())

describe('ProfileStore', () => {
  test('given a clock, when a profile is made and replaced, then it tells both times and keeps the first', async () => {
    const owner = { key: 'issuer#times' }
    clock = '2026-01-02T03:04:05.006Z'
    const made = await profiles.put(owner, { displayName: 'Ada' }, always)
    clock = '2027-01-01T00:00:00.000Z'
    const replaced = await profiles.put(owner, { displayName: 'Ada L.' }, always)

    expect(made.profile).toMatchObject({
      createdAt: '2026-01-02T03:04:05.006Z',
      updatedAt: '2026-01-02T03:04:05.006Z',
    })
    expect(replaced.profile).toMatchObject({
      createdAt: '2026-01-02T03:04:05.006Z',
      updatedAt: '2027-01-01T00:00:00.000Z',
    })
    expect(await profiles.get(owner)).toEqual(replaced.profile)
  })

  test('given two makings in one millisecond, when both are answered, then only the first one is new', async () => {
    const owner = { key: 'issuer#same-time' }
    clock = '2026-01-02T03:04:05.006Z'

    const first = await profiles.put(owner, { displayName: 'Ada' }, always)
    const second = await profiles.put(owner, { displayName: 'Ada' }, always)

    expect([first.isNew, second.isNew]).toEqual([true, false])
    expect(second.profile.version).not.toBe(first.profile.version)
  })

  test('given every member, when it is stored, then all come back as they were', async () => {
    const owner = { key: 'issuer#whole' }
    const input = {
      displayName: 'Ada 🦊',
      bio: '',
      website: 'https://ada.example/?a=b',
      locale: 'de-CH',
      interests: ['chess', 'go'],
    }

    await profiles.put(owner, input, always)

    expect(await profiles.get(owner)).toMatchObject(input)
  })
})

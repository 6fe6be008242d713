import type { Principal } from '../../src/index.ts'
import type { Profile, ProfileInput } from '../../src/profile/schema.ts'

type Owner = Pick<Principal, 'key'>

/** What is stored, in every contender and in the embedded table of the cold starts. */
export const storedProfile: Profile = {
  displayName: 'Mira Ọsei',
  bio: 'Keeps bees.',
  website: 'https://example.com/mira',
  locale: 'en-GB',
  interests: ['bees', 'bread'],
  createdAt: '2026-02-03T09:06:05.007Z',
  updatedAt: '2026-02-03T09:06:05.007Z',
  version: '7b0f3c52-0d0a-4ec7-8a5e-2f3f0d8a1c11',
}

const { createdAt, updatedAt, version } = storedProfile

/** Stands for the table where no table is measured: in claimcheck's own functions instead of `src/profile/store.ts`, and in the others. */
export class ProfileStore {
  get(_owner: Owner): Promise<Profile | null> {
    return Promise.resolve(storedProfile)
  }

  put(
    _owner: Owner,
    input: ProfileInput,
    _preconditions?: unknown,
  ): Promise<{ profile: Profile; isNew: boolean }> {
    return Promise.resolve({ profile: { ...input, createdAt, updatedAt, version }, isNew: true })
  }
}

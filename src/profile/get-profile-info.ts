import { createHandler, ok, settings } from '../index.ts'
import { etagOf } from './preconditions.ts'
import { ProfileStore } from './store.ts'

const profiles = new ProfileStore({ tableName: settings().profileTable })

/**
 * `GET /profile`: who is calling, and the profile that belongs to them; null before the first POST. The entity tag is
 * the profile's, for `if-match`; the caller's part of the answer differs with each token, so no cache may keep it.
 */
export const handler = createHandler({
  run: async ({ principal }) => {
    const profile = await profiles.get(principal)
    return ok(
      { principal, profile },
      { 'cache-control': 'no-store', ...(profile && { etag: etagOf(profile) }) },
    )
  },
})

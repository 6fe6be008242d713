import { createHandler, ok } from '../index.ts'
import { etagOf } from './preconditions.ts'
import { profileSettings } from './settings.ts'
import { ProfileStore } from './store.ts'

const profiles = new ProfileStore(profileSettings())

/**
 * `GET /profile`: who is calling, and the profile that belongs to them; null before the first POST. The entity tag is
 * the profile's, for `if-match`; the principal differs with each token, so no cache may store the response.
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

import { created, createHandler, ok, settings } from '../index.ts'
import { etagOf, readPreconditions } from './preconditions.ts'
import { ProfileInput } from './schema.ts'
import { ProfileStore } from './store.ts'

const profiles = new ProfileStore({ tableName: settings().profileTable })

/** `POST /profile`: creates or replaces the profile of the person who is calling. A client by itself has none. */
export const handler = createHandler({
  auth: { kind: 'user' },
  body: ProfileInput,
  run: async ({ principal, body, event }) => {
    const { profile, isNew } = await profiles.put(principal, body, readPreconditions(event.headers))
    const headers = { etag: etagOf(profile) }
    return isNew ? created('/profile', profile, headers) : ok(profile, headers)
  },
})

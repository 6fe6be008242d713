import { created, createHandler, ok } from '../index.ts'
import { etagOf, readPreconditions } from './preconditions.ts'
import { PreconditionHeaders, ProfileInput, ProfileOutput } from './schema.ts'
import { profileSettings } from './settings.ts'
import { ProfileStore } from './store.ts'

const profiles = new ProfileStore(profileSettings())

/** `POST /profile`: creates or replaces the calling user's profile. A machine-to-machine client has none. */
export const handler = createHandler({
  auth: { kind: 'user' },
  headers: PreconditionHeaders,
  body: ProfileInput,
  responses: { 200: ProfileOutput, 201: ProfileOutput },
  problems: ['ERR_PRECONDITION_FAILED', 'ERR_UNAVAILABLE'],
  run: async ({ principal, body, event }) => {
    const { profile, isNew } = await profiles.put(principal, body, readPreconditions(event))
    const headers = { etag: etagOf(principal, profile) }
    return isNew ? created('/profile', profile, headers) : ok(profile, headers)
  },
})

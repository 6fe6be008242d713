import { conditional, createHandler, ok } from '../index.ts'
import { etagOf } from './preconditions.ts'
import { PreconditionHeaders, ProfileAnswer } from './schema.ts'
import { profileSettings } from './settings.ts'
import { ProfileStore } from './store.ts'

const profiles = new ProfileStore(profileSettings())

/**
 * `GET /profile`: who is calling, and the profile that belongs to them; null before the first POST. The principal differs with
 * each token, so no cache may store the response, and the entity tag is that of what this caller is shown.
 */
export const handler = createHandler({
  headers: PreconditionHeaders,
  responses: { 200: ProfileAnswer, 304: null },
  problems: ['ERR_PRECONDITION_FAILED', 'ERR_UNAVAILABLE'],
  run: async ({ principal, event }) => {
    const profile = await profiles.get(principal)
    const tag = profile ? { etag: etagOf(principal, profile) } : {}
    const response = ok({ principal, profile }, { 'cache-control': 'no-store', ...tag })
    return conditional(event, response, { exists: profile !== null })
  },
})

import { createHandler, noContent } from '../index.ts'
import { readPreconditions } from './preconditions.ts'
import { PreconditionHeaders } from './schema.ts'
import { profileSettings } from './settings.ts'
import { ProfileStore } from './store.ts'

const profiles = new ProfileStore(profileSettings())

/** `DELETE /profile`: deletes the caller's profile, if there is one. Requires the scope `profile.delete`. */
export const handler = createHandler({
  auth: { tokenUse: 'access', scopes: ['profile.delete'] },
  headers: PreconditionHeaders,
  responses: { 204: null },
  problems: ['ERR_PRECONDITION_FAILED', 'ERR_UNAVAILABLE'],
  run: async ({ principal, event }) => {
    await profiles.delete(principal, readPreconditions(event))
    return noContent()
  },
})

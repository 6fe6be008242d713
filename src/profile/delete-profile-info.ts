import { createHandler, noContent, settings } from '../index.ts'
import { readPreconditions } from './preconditions.ts'
import { ProfileStore } from './store.ts'

const profiles = new ProfileStore({ tableName: settings().profileTable })

/** `DELETE /profile`: deletes the caller's profile, if there is one. It takes the scope `profile.delete`. */
export const handler = createHandler({
  auth: { tokenUse: 'access', scopes: ['profile.delete'] },
  run: async ({ principal, event }) => {
    await profiles.delete(principal, readPreconditions(event.headers))
    return noContent()
  },
})

import { createHandler, ok } from 'claimcheck'
import * as z from 'zod'

export const handler = createHandler({
  auth: { tokenUse: 'access', scopes: ['notes.read'] },
  path: z.object({ id: z.string() }),
  run: async ({ principal, path }) => ok({ owner: principal.subject, id: path.id }),
})

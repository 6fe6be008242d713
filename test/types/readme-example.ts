import * as z from 'zod'
import { created, createHandler } from '../../src/index.ts'

const NoteInput = z.strictObject({
  title: z.string().min(1).max(120),
  tags: z.array(z.string()).default([]),
})

export const handler = createHandler({
  auth: { tokenUse: 'access', scopes: ['notes.write'] },
  path: z.object({ id: z.uuid() }),
  body: NoteInput,
  run: async ({ principal, path, body }) =>
    created(`/notes/${path.id}`, { ...body, owner: principal.key, by: principal.clientId }),
})

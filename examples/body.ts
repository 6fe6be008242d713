import { created, createHandler } from 'claimcheck'
import * as z from 'zod'

const Note = z.strictObject({
  title: z.string().min(1).max(120).describe('the title of the note'),
  pinned: z.boolean().default(false),
})

/** `POST /notes`: `body` is typed as the schema's output. What does not match is a 422 that says where and why. */
export const handler = createHandler({
  body: Note,
  maxBodyBytes: 10_000,
  run: ({ principal, body }) => created('/notes/1', { owner: principal.key, ...body }),
})

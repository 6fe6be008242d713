import * as z from 'zod'
import { created, createHandler } from '../../src/index.ts'

declare function saveNote(owner: string, note: { title: string; tags: string[] }): Promise<string>

const NoteInput = z.strictObject({
  title: z.string().min(1).max(120),
  tags: z.array(z.string()).default([]),
})

export const handler = createHandler({
  auth: { tokenUse: 'access', scopes: ['notes.write'] }, // all optional
  body: NoteInput, // zod, or any other Standard Schema
  run: async ({ principal, body }) => {
    const id = await saveNote(principal.key, body) // issuer and subject: never `sub` alone
    return created(`/notes/${id}`, { id, ...body, by: principal.clientId })
  },
})

import { randomUUID } from 'node:crypto'
import { created, createHandler } from 'claimcheck'
import * as z from 'zod'

const NoteInput = z.strictObject({
  title: z.string().trim().min(1).max(120),
  tags: z.array(z.string()).max(20).default([]),
})

const Note = z.object({ id: z.uuid(), ...NoteInput.shape })

/** `POST /notes`: creates a note. Requires an access token with the scope `notes.write`. */
export const handler = createHandler({
  auth: { tokenUse: 'access', scopes: ['notes.write'] },
  body: NoteInput,
  responses: { 201: Note },
  run: async ({ body }) => {
    const note = { id: randomUUID(), ...body }
    // Store it here, under `principal.key`: issuer and subject together, so that nobody reaches the notes of another.
    return created(`/notes/${note.id}`, note)
  },
})

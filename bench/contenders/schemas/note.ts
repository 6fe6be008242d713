import * as z from 'zod'
import type { HttpEvent } from '../caller.ts'

/** `POST /folders/{folder}/notes?limit=20&tag=a`: each part has a schema, and one value of the query becomes a number. */
export const Path = z.object({ folder: z.string().regex(/^[a-z-]{1,40}$/) })

export const Query = z.object({
  limit: z.coerce.number().int().min(1).max(100),
  tag: z.string().max(40).optional(),
})

export const NoteInput = z.strictObject({
  title: z.string().min(1).max(120),
  text: z.string().max(2000),
  labels: z.array(z.string().min(1).max(30)).max(10),
})

interface Parts {
  readonly path: z.infer<typeof Path>
  readonly query: z.infer<typeof Query>
  readonly body: z.infer<typeof NoteInput>
}

/** What every contender answers. */
export function noteOf(subject: unknown, { path, query, body }: Parts) {
  return { subject, ...path, ...query, note: body }
}

export const location = '/folders/inbox/notes/1'

export function subjectOf({ requestContext }: Pick<HttpEvent, 'requestContext'>): unknown {
  return requestContext.authorizer.jwt.claims.sub
}

import { Router } from '@aws-lambda-powertools/event-handler/http'
import type { Context } from 'aws-lambda'
import type { HttpEvent } from '../caller.ts'
import { location, NoteInput, noteOf, Path, Query, subjectOf } from './note.ts'

const app = new Router()

app.post(
  '/folders/:folder/notes',
  async ({ event, valid }) => {
    const { path, query, body } = valid.req
    return {
      statusCode: 201,
      headers: { 'content-type': 'application/json', location },
      body: JSON.stringify(noteOf(subjectOf(event as HttpEvent), { path, query, body })),
    }
  },
  { validation: { req: { path: Path, query: Query, body: NoteInput } } },
)

export const handler = (event: unknown, context: Context) => app.resolve(event, context)

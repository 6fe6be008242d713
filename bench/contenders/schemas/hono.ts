import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { handle, type LambdaEvent } from 'hono/aws-lambda'
import type { HttpEvent } from '../caller.ts'
import { location, NoteInput, noteOf, Path, Query, subjectOf } from './note.ts'

const app = new Hono<{ Bindings: { event: LambdaEvent & HttpEvent } }>()

app.post(
  '/folders/:folder/notes',
  zValidator('param', Path),
  zValidator('query', Query),
  zValidator('json', NoteInput),
  (context) => {
    const { req, env } = context
    const parts = { path: req.valid('param'), query: req.valid('query'), body: req.valid('json') }
    return context.json(noteOf(subjectOf(env.event), parts), 201, { location })
  },
)

export const handler = handle(app)

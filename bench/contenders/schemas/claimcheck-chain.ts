import middy from '@middy/core'
import {
  created,
  principal,
  problemDetails,
  type WithBody,
  type WithPrincipal,
  type WithValid,
  zodBody,
  zodRequest,
} from '../../../src/index.ts'
import { location, NoteInput, noteOf, Path, Query } from './note.ts'

const schemas = { path: Path, query: Query }

export const handler = middy<WithPrincipal & WithValid<typeof schemas> & WithBody<typeof NoteInput>>()
  .use(problemDetails())
  .use(principal())
  .use(zodRequest(schemas))
  .use(zodBody(NoteInput))
  .handler(async ({ principal, valid, body }) =>
    created(location, noteOf(principal.subject, { ...valid, body })),
  )

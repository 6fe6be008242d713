import { created, createHandler } from '../../../src/index.ts'
import { location, NoteInput, noteOf, Path, Query } from './note.ts'

export const handler = createHandler({
  path: Path,
  query: Query,
  body: NoteInput,
  run: ({ principal, ...parts }) => created(location, noteOf(principal.subject, parts)),
})

import type { HttpEvent } from '../caller.ts'
import { problemOf, problemType } from '../problem.ts'
import { location, NoteInput, noteOf, Path, Query, subjectOf } from './note.ts'

export async function handler(event: HttpEvent) {
  const path = Path.safeParse(event.pathParameters)
  const query = Query.safeParse(event.queryStringParameters)
  const body = NoteInput.safeParse(JSON.parse(event.body ?? ''))
  const issues = [path, query, body].flatMap(({ error }) => error?.issues ?? [])
  if (!path.success || !query.success || !body.success)
    return {
      statusCode: 422,
      headers: { 'content-type': problemType },
      body: JSON.stringify(problemOf(issues)),
    }
  const note = noteOf(subjectOf(event), { path: path.data, query: query.data, body: body.data })
  return {
    statusCode: 201,
    headers: { 'content-type': 'application/json', location },
    body: JSON.stringify(note),
  }
}

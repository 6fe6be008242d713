import middy from '@middy/core'
import httpErrorHandler from '@middy/http-error-handler'
import httpJsonBodyParser from '@middy/http-json-body-parser'
import validator from '@middy/validator'
import { transpileSchema } from '@middy/validator/transpile'
import { z } from 'zod'
import type { HttpEvent } from '../caller.ts'
import { location, NoteInput, noteOf, Path, Query, subjectOf } from './note.ts'

/** The same schemas, as JSON Schema: Middy's validator checks the whole event with Ajv. */
const eventSchema = transpileSchema(
  {
    type: 'object',
    properties: {
      pathParameters: jsonSchemaOf(Path),
      queryStringParameters: jsonSchemaOf(Query),
      body: jsonSchemaOf(NoteInput),
    },
    required: ['pathParameters', 'queryStringParameters', 'body'],
  },
  { coerceTypes: true },
)

function jsonSchemaOf(schema: z.ZodType): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input' })
  return rest
}

export const handler = middy<HttpEvent>()
  .use(httpJsonBodyParser())
  .use(validator({ eventSchema }))
  .use(httpErrorHandler({ logger: false }))
  .handler(async (event: HttpEvent) => {
    const path = event.pathParameters as never
    const query = event.queryStringParameters as never
    const note = noteOf(subjectOf(event), { path, query, body: event.body as never })
    return {
      statusCode: 201,
      headers: { 'content-type': 'application/json', location },
      body: JSON.stringify(note),
    }
  })

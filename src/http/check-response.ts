import type { StandardSchemaV1 } from '@standard-schema/spec'
import { fieldErrors } from './field-errors.ts'
import { type FieldError, HttpProblem } from './problem.ts'
import type { HttpResponse } from './response.ts'
import { standardOf } from './standard-schema.ts'

/** The bodies that a handler may answer with, by status; `null` for none. */
export type ResponseSchemas = Readonly<Record<number, StandardSchemaV1 | null>>

/** @throws {TypeError} for a status that is none, or what is not a schema. */
export function assertResponses(responses: ResponseSchemas): void {
  for (const [status, schema] of Object.entries(responses)) {
    if (!/^[2-5]\d\d$/.test(status))
      throw new TypeError(`responses: ${status} is not a status from 200 to 599.`)
    if (schema !== null) standardOf(schema, `responses: ${status}`)
  }
}

/** What is wrong with a response, as the problem to send; undefined where it is one of `responses`. */
export async function checkResponse(
  { statusCode, body }: HttpResponse,
  responses: ResponseSchemas,
): Promise<HttpProblem | undefined> {
  const schema = responses[statusCode]
  // It answers a precondition, in place of a response that is among them: see `conditional`.
  if (statusCode === 304 && !schema && !body) return undefined
  if (schema === undefined) {
    const known = Object.keys(responses).join(', ')
    return wrong(`run answered with status ${statusCode}, which is not among its responses: ${known}.`)
  }
  if (schema === null)
    return body ? wrong(`run answered ${statusCode} with a body; its responses say null.`) : undefined
  const { issues } = await schema['~standard'].validate(readJson(body))
  if (!issues) return undefined
  const errors = fieldErrors(schema, issues)
  const list = errors.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ')
  return wrong(
    `The body that run answered with does not match its schema for ${statusCode}: ${list}.`,
    errors,
  )
}

function wrong(operatorHint: string, errors?: readonly FieldError[]): HttpProblem {
  return new HttpProblem('ERR_RESPONSE_INVALID', undefined, { operatorHint, ...(errors && { errors }) })
}

/** What is not JSON stays text. */
function readJson(body: string | undefined): unknown {
  try {
    return body && JSON.parse(body)
  } catch {
    return body
  }
}

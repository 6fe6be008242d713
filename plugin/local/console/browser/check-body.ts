import { type Schema, Validator } from '@cfworker/json-schema'

/** What is wrong with a body, in the order of the text; nothing where it fits, or is empty. */
export function checkBody(text: string, schema: object | undefined): readonly string[] {
  if (text.trim() === '') return []
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (error) {
    return [`Not JSON: ${(error as Error).message}.`]
  }
  if (!schema) return []
  const { errors } = new Validator(schema as Schema, '2020-12', false).validate(body)
  const deepest = errors.filter(({ keyword }) => !containers.has(keyword))
  return [...new Set(deepest.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`))]
}

/** They only say that something inside is wrong, which is said by itself. */
const containers = new Set(['properties', 'items', 'additionalProperties', 'anyOf', 'allOf', 'oneOf', '$ref'])

import { accessData, accessText } from './access-text.ts'
import type { Components, JsonObject } from './components.ts'
import type { DescribedCors, DescribedRoute } from './described-api.ts'
import { parametersOf, plainVariables } from './parameters.ts'
import { variablesOf } from './path-variables.ts'
import { responsesOf } from './responses.ts'
import { securityOf } from './security.ts'

export interface OperationOptions {
  readonly id: string
  readonly components: Components
  readonly cors: DescribedCors | undefined
}

/** What one route does, as OpenAPI has it. */
export function operationOf(route: DescribedRoute, { id, components, cors }: OperationOptions): JsonObject {
  const { routeKey, handler, functionKey, description } = route
  const hint = id.charAt(0).toUpperCase() + id.slice(1)
  const parameters = allParameters(route, { components, hint })
  return {
    operationId: id,
    summary: description ?? words(functionKey),
    description: [
      accessText(route),
      ...(routeKey.startsWith('ANY ') ? [anyMethod] : []),
      ...silentSchemas(route),
      ...(handler ? [] : [foreign]),
    ].join('\n\n'),
    security: securityOf(route),
    'x-claimcheck-access': accessData(route),
    ...(parameters.length > 0 && { parameters }),
    ...bodyOf(route, components, hint),
    responses: responsesOf(route, { components, hint, cors }),
  }
}

/** OpenAPI has no word for that. */
const anyMethod = 'This route answers every method that has no route of its own.'

const foreign = 'Not made by createHandler: its parameters, body and responses are not known.'

function allParameters(
  { routeKey, handler }: DescribedRoute,
  options: { readonly components: Components; readonly hint: string },
): JsonObject[] {
  const path = parametersOf('path', handler?.path, options)
  const variables = variablesOf(routeKey)
  return [
    ...path.filter(({ name }) => variables.includes(String(name))),
    ...plainVariables(variables, path),
    ...parametersOf('query', handler?.query, options),
    ...parametersOf('header', handler?.headers, options),
    ...parametersOf('cookie', handler?.cookies, options),
  ]
}

function bodyOf({ handler }: DescribedRoute, components: Components, hint: string): JsonObject {
  const { body } = handler ?? {}
  if (!body) return {}
  const schema = body.jsonSchema ? components.embed(body.jsonSchema, `${hint}Body`) : {}
  return { requestBody: { required: !body.isOptional, content: { 'application/json': { schema } } } }
}

/** The parts whose schemas have no JSON Schema. */
function silentSchemas({ handler }: DescribedRoute): string[] {
  const parts = ['path', 'query', 'headers', 'cookies', 'body'] as const
  const silent = parts.filter((part) => handler?.[part] && !handler[part].jsonSchema)
  return silent.length > 0
    ? [`Checked by a schema that has no JSON Schema, and so is not described here: ${silent.join(', ')}.`]
    : []
}

/** `createProfileInfo` as `Create profile info`. */
function words(key: string): string {
  const text = key
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, (_, end, start) => `${end} ${start.toLowerCase()}`)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

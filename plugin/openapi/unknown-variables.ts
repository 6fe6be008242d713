import type { SentSchema } from '../handlers/requirements-messages.ts'
import { variablesOf } from './operation.ts'
import { memberNames } from './parameters.ts'

/** What a handler's `path` names and its route does not have: each request would be refused, or the member always absent. */
export function unknownVariables(routeKey: string, path: SentSchema | undefined): string[] {
  if (!path || routeKey === '$default') return []
  const variables = variablesOf(routeKey)
  return memberNames(path.jsonSchema).filter((name) => !variables.includes(name))
}

/** One sentence for each, and what to do. */
export function describeUnknownVariables(
  routeKey: string,
  names: readonly string[],
): { what: string; fix: string } {
  const variables = variablesOf(routeKey).map((name) => `{${name}}`)
  return {
    what: `path of ${routeKey}: there is no variable ${names.join(', ')}; the route has ${variables.join(', ') || 'none'}.`,
    fix: `Name the variable in the route ("/{${names[0]}}"), or fix its name in the schema.`,
  }
}

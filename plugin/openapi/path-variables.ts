/** The variables of a path: `{proxy+}` is `proxy`. */
export function variablesOf(path: string): string[] {
  return [...path.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name]) => name ?? '')
}

/** Those of the names in a handler's `path` that its route does not have: each request would be refused, or the member always absent. */
export function unknownVariables(routeKey: string, names: readonly string[]): string[] {
  if (routeKey === '$default') return []
  const variables = variablesOf(routeKey)
  return names.filter((name) => !variables.includes(name))
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

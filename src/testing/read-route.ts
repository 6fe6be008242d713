/** A route with values in place of its variables. */
export interface FilledRoute {
  readonly routeKey: string
  readonly method: string
  /** The path of the route: `/notes/{id}`. */
  readonly resource: string
  /** Percent-encoded. */
  readonly encodedPath: string
  readonly variables: Readonly<Record<string, string>>
}

const routeShape = /^(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) (\/\S*)$/
const variableShape = /\{([\w.:-]+)(\+?)\}/g

/**
 * Reads a route key and fills in its variables.
 *
 * @throws {TypeError} for what is no route key, and for variables that are missing or not in the route.
 */
export function fillRoute(
  routeKey: string,
  variables: Readonly<Record<string, string>>,
  givenMethod: string | undefined,
): FilledRoute {
  const [, routeMethod, resource] = routeShape.exec(routeKey) ?? []
  if (!routeMethod || !resource)
    throw new TypeError(
      `eventFor: "${routeKey}" is no route. Write a method in capitals, one space and a path: "GET /notes/{id}".`,
    )
  const method = routeMethod === 'ANY' ? givenMethod : routeMethod
  if (!method) throw new TypeError(`eventFor: "${routeKey}" takes any method. Name one: { method: 'GET' }.`)
  assertKnown(routeKey, resource, variables)
  const encodedPath = resource.replace(variableShape, (_whole, name: string, plus: string) =>
    encode(givenValue(routeKey, variables, name), plus !== ''),
  )
  return { routeKey, method, resource, encodedPath, variables }
}

function givenValue(routeKey: string, variables: Readonly<Record<string, string>>, name: string): string {
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined
  if (value !== undefined) return value
  throw new TypeError(`eventFor: "${routeKey}" needs a value for {${name}}: { path: { ${name}: '...' } }.`)
}

/** Only a greedy variable takes more than one segment. */
function encode(value: string, isGreedy: boolean): string {
  return isGreedy ? value.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(value)
}

function assertKnown(routeKey: string, resource: string, variables: object): void {
  const known = [...resource.matchAll(variableShape)].map(([, name]) => name)
  const unknown = Object.keys(variables).find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new TypeError(`eventFor: "${routeKey}" has no variable {${unknown}}. Remove it from \`path\`.`)
}

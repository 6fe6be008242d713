import { parseQuery } from '../identity-source.ts'

/** What identity sources are read from. */
export interface SourceRequest {
  /** Lower-case name and value of each header line. */
  readonly headerLines: readonly (readonly [name: string, value: string])[]
  readonly rawQuery: string
  /** Variables of `$context` by name: `identity.sourceIp`. */
  readonly context: ReadonlyMap<string, string>
  readonly stageVariables: Readonly<Record<string, string>>
}

export interface IdentitySource {
  /** As in serverless.yml. */
  readonly expression: string
  /** Undefined where it is missing or empty: AWS requires each source to be present and not empty. */
  read(request: SourceRequest): string | undefined
}

/**
 * Reads the identity sources of a Lambda authorizer: `$request.header.<Name>` in any case, `$request.querystring.<name>`,
 * `$context.<variable>` and `$stageVariables.<name>`. Source: AWS http-api-lambda-authorizer.
 *
 * @throws {Error} for any other expression.
 */
export function parseIdentitySources(expressions: readonly string[]): IdentitySource[] {
  return expressions.map((expression) => {
    const read = parseOne(expression)
    return { expression, read: (request) => read(request) || undefined }
  })
}

type Read = (request: SourceRequest) => string | undefined

function parseOne(expression: string): Read {
  const [, place, name] =
    /^\$(request\.header|request\.querystring|context|stageVariables)\.([^\s,]+)$/.exec(expression) ?? []
  if (!place || !name) {
    throw new Error(
      `identity source "${expression}" cannot be read: expected $request.header.<Name>, $request.querystring.<name>, ` +
        '$context.<variable> or $stageVariables.<name>; several as a list.',
    )
  }
  return readers[place as keyof typeof readers](name)
}

const readers = {
  'request.header': fromHeader,
  'request.querystring': fromQuery,
  context:
    (name: string): Read =>
    ({ context }) =>
      context.get(name),
  stageVariables:
    (name: string): Read =>
    ({ stageVariables }) =>
      Object.hasOwn(stageVariables, name) ? stageVariables[name] : undefined,
}

/** Lines of one name are joined by `,`, as in the event; that this holds here too is inferred. */
function fromHeader(name: string): Read {
  const wanted = name.toLowerCase()
  return ({ headerLines }) =>
    headerLines.flatMap(([line, value]) => (line === wanted ? [value] : [])).join(',')
}

function fromQuery(name: string): Read {
  return ({ rawQuery }) => parseQuery(rawQuery).getAll(name).join(',')
}

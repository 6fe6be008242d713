/** The parts of a request that a schema may describe, besides the body. */
export type RequestPart = 'path' | 'query' | 'headers' | 'cookies'

/** Values by name: one, or all in the order sent where a name was repeated. */
export type PartValues = Readonly<Record<string, string | readonly string[]>>

/** The members of an event of payload format 2.0 or 1.0 that hold these parts. Absent maps are left out or null. */
interface Event {
  readonly pathParameters?: Texts | null | undefined
  readonly rawQueryString?: string | undefined
  readonly queryStringParameters?: Texts | null | undefined
  readonly multiValueQueryStringParameters?: Lists | null | undefined
  readonly headers?: Texts | null | undefined
  readonly multiValueHeaders?: Lists | null | undefined
  readonly cookies?: readonly string[] | null | undefined
}
type Texts = Readonly<Record<string, string | undefined>>
type Lists = Readonly<Record<string, readonly string[] | undefined>>

/**
 * Reads one part of an event, in both payload formats. A comma in a query value is kept, since the raw query and format 1.0 tell it
 * from a repeated name; of headers, format 2.0 has joined the lines with commas, and so has format 1.0 here.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export const readPart: Readonly<Record<RequestPart, (event: Event) => PartValues>> = {
  path: ({ pathParameters }) => toRecord(pairsOf(pathParameters)),
  query: ({ rawQueryString, multiValueQueryStringParameters: lists, queryStringParameters }) => {
    if (lists) return toRecord(pairsOf(lists))
    // A parser of its own costs nothing: Node has loaded it.
    if (rawQueryString !== undefined) return toRecord(new URLSearchParams(rawQueryString))
    return toRecord(pairsOf(queryStringParameters))
  },
  headers: (event) => Object.fromEntries(headersOf(event)),
  cookies: (event) => {
    const lines = event.cookies ?? [headersOf(event).get('cookie') ?? '']
    // Of cookies with one name, browsers send that of the most specific path first (RFC 6265 section 5.4).
    return Object.fromEntries(
      lines
        .flatMap((line) => line.split(/; */))
        .flatMap(readCookie)
        .reverse(),
    )
  },
}

function* pairsOf(record: Texts | Lists | null | undefined): Generator<readonly [string, string]> {
  for (const [name, given] of Object.entries(record ?? {}))
    for (const value of [given ?? []].flat()) yield [name, value as string]
}

function toRecord(pairs: Iterable<readonly [string, string]>): PartValues {
  const values = new Map<string, string | string[]>()
  for (const [name, value] of pairs) {
    const known = values.get(name)
    values.set(name, known === undefined ? value : [known, value].flat())
  }
  // Not by assignment: a name such as __proto__ is an ordinary one.
  return Object.fromEntries(values)
}

/** By lower-case name. */
function headersOf({ headers, multiValueHeaders }: Event): Map<string, string> {
  const pairs = Object.entries(multiValueHeaders ?? headers ?? {})
  return new Map(pairs.map(([name, value]) => [name.toLowerCase(), String(value ?? '')]))
}

function readCookie(pair: string): [string, string][] {
  const end = pair.indexOf('=')
  if (end < 1) return []
  const value = pair.slice(end + 1).replace(/^"(.*)"$/, '$1')
  return [[pair.slice(0, end), decoded(value)]]
}

/** Most libraries write cookies percent-encoded; what is not is left as it is. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

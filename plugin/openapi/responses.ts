import { STATUS_CODES } from 'node:http'
import type { SentProblem } from '../handlers/requirements-messages.ts'
import type { Components, JsonObject } from './components.ts'
import type { DescribedCors, DescribedRoute } from './described-api.ts'
import { problemsOf } from './problems.ts'

export interface ResponsesOptions {
  readonly components: Components
  /** Names what has no name of its own. */
  readonly hint: string
  readonly cors: DescribedCors | undefined
}

/** Every response of a route by its status: the handler's, its problems, and the gateway's own. */
export function responsesOf(route: DescribedRoute, options: ResponsesOptions): JsonObject {
  const problems = Map.groupBy(problemsOf(route), ({ status }) => String(status))
  const answers = answersOf(route, options)
  const gateway = gatewayStatuses(route)
  const statuses = [...new Set([...answers.keys(), ...problems.keys(), ...gateway])].sort()
  return Object.fromEntries(
    statuses.map((status) => {
      const own = problems.get(status) ?? []
      return [
        status,
        merged(status, { answer: answers.get(status), own, byGateway: gateway.includes(status) }),
      ]
    }),
  )
}

/** What the handler answers, apart from problems. Without schemas: anything. */
function answersOf({ handler }: DescribedRoute, options: ResponsesOptions): Map<string, JsonObject> {
  const { responses, problems } = handler ?? {}
  const answers = Object.entries(responses ?? {}).map(
    ([status, schema]) => [status, answerOf(status, schema?.jsonSchema, schema === null, options)] as const,
  )
  return new Map<string, JsonObject>([
    ...answers,
    ...(responses ? [] : [['2XX', { description: 'What the handler answers; it has no schema.' }] as const]),
    ...(handler && problems
      ? []
      : [['default', handler ? otherProblem : { description: 'Any other response.' }] as const]),
  ])
}

function answerOf(
  status: string,
  schema: object | undefined,
  isEmpty: boolean,
  { components, hint, cors }: ResponsesOptions,
): JsonObject {
  const headers = answerHeaders(status, cors)
  return {
    description: STATUS_CODES[status] ?? status,
    ...(headers && { headers }),
    ...(!isEmpty && {
      content: {
        'application/json': { schema: schema ? components.embed(schema, `${hint}Response${status}`) : {} },
      },
    }),
  }
}

/** CORS names the headers that pages may read, so that the service sends them. */
function answerHeaders(status: string, cors: DescribedCors | undefined): JsonObject | undefined {
  const exposed = new Set(cors?.exposeHeaders.map((name) => name.toLowerCase()))
  const found = [
    ...(/^(?:2..|304)$/.test(status) && exposed.has('etag')
      ? [['etag', text('The entity tag of the resource.')] as const]
      : []),
    ...(/^(?:201|30[12378])$/.test(status) ? [['location', text('Where the resource is.')] as const] : []),
  ]
  return found.length > 0 ? Object.fromEntries(found) : undefined
}

function text(description: string): JsonObject {
  return { description, schema: { type: 'string' } }
}

/** Those of API Gateway, in AWS's shape. Source: AWS http-api-troubleshooting, and captures. */
function gatewayStatuses({ guard }: DescribedRoute): string[] {
  const refusals = guard ? ['401', '403'] : []
  return ['400', ...refusals, '404', '413', '429', '431', '500', '503']
}

interface Parts {
  readonly answer: JsonObject | undefined
  readonly own: readonly SentProblem[]
  readonly byGateway: boolean
}

function merged(status: string, { answer, own, byGateway }: Parts): JsonObject {
  if (own.length === 0 && !byGateway) return answer ?? {}
  if (own.length === 0 && !answer) return { $ref: `#/components/responses/Gateway${status}` }
  const answered = answer?.content as JsonObject | undefined
  // What the gateway answers has no other media type than the handler's own JSON.
  const gateway = byGateway ? [gatewayError, ...schemaOf(answered)] : schemaOf(answered)
  const json = gateway.length > 1 ? { anyOf: gateway } : gateway[0]
  return {
    description:
      own.length > 0
        ? own.map(({ code, detail }) => `- \`${code}\`: ${detail}`).join('\n')
        : String(answer?.description),
    ...headersOf(status, answer),
    content: {
      ...(json && { 'application/json': { schema: json } }),
      ...(own.length > 0 && { 'application/problem+json': { schema: problemSchema(own, status) } }),
    },
  }
}

function schemaOf(content: JsonObject | undefined): JsonObject[] {
  const { schema } = (content?.['application/json'] ?? {}) as { readonly schema?: JsonObject }
  return schema ? [schema] : []
}

function headersOf(status: string, answer: JsonObject | undefined): JsonObject {
  const own = (answer?.headers ?? {}) as JsonObject
  const headers = { ...own, ...refusalHeaders(status) }
  return Object.keys(headers).length > 0 ? { headers } : {}
}

function refusalHeaders(status: string): JsonObject {
  if (status === '401' || status === '403')
    return { 'www-authenticate': text('A challenge (RFC 6750 section 3).') }
  if (status === '429' || status === '503')
    return { 'retry-after': { description: 'Seconds to wait.', schema: { type: 'string' } } }
  return {}
}

const gatewayError: JsonObject = { $ref: '#/components/schemas/GatewayError' }

function problemSchema(problems: readonly SentProblem[], status: string): JsonObject {
  const codes = problems.map(({ code }) => code)
  return {
    allOf: [{ $ref: '#/components/schemas/Problem' }],
    type: 'object',
    properties: { status: { const: Number(status) }, code: { enum: codes } },
  }
}

/** Of a handler that does not list its problems. */
const otherProblem: JsonObject = {
  description: 'A problem that the handler throws.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/** The responses that only the gateway gives, for every route. */
export const gatewayResponses: Readonly<Record<string, JsonObject>> = Object.fromEntries(
  ['400', '401', '403', '404', '413', '429', '431', '500', '503'].map((status) => [
    `Gateway${status}`,
    {
      description: `${STATUS_CODES[status]}, by the gateway.`,
      ...headersOf(status, undefined),
      content: { 'application/json': { schema: gatewayError } },
    },
  ]),
)

/** The schemas that every document has. */
export const ownSchemas: Readonly<Record<string, JsonObject>> = {
  GatewayError: {
    description: 'An error that API Gateway answers itself.',
    type: 'object',
    properties: { message: { type: ['string', 'null'] } },
    required: ['message'],
  },
  Problem: {
    description: 'A problem (RFC 9457).',
    type: 'object',
    properties: {
      type: { type: 'string', description: '`about:blank`, or a URI that identifies the kind of problem.' },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string' },
      instance: { type: 'string', description: 'The request id.' },
      code: { type: 'string', description: 'Stable: decide on it.' },
      errors: { type: 'array', items: { $ref: '#/components/schemas/FieldError' } },
    },
    required: ['type', 'title', 'status', 'code'],
  },
  FieldError: {
    description: 'One mistake in what was sent.',
    type: 'object',
    properties: {
      in: { enum: ['path', 'query', 'header', 'cookie'], description: 'Absent for the body.' },
      pointer: { type: 'string', description: 'A JSON Pointer as a URI fragment (RFC 6901).' },
      detail: { type: 'string', description: 'What was expected there.' },
    },
    required: ['pointer', 'detail'],
  },
}

import { z } from 'zod'

/** The services of `service/`, each an API of its own. */
export const apiNames = [
  'plain',
  'query-token',
  'cors',
  'any-origin',
  'closed-default',
  'stage',
  'issuers',
  'lambda-authorizer',
  'authorizer-stage',
  'iam',
] as const

export type ApiName = (typeof apiNames)[number]

/** How well the reference knows a fact: documented by AWS, observed on AWS and published, or inferred. */
export const confidences = ['D', 'O', 'I'] as const

/** A JSON value, in which a text such as `{{issuer.main}}` or `{{now+60}}` is filled in before use. */
const template = z.json()

/** Which token a request carries; by default a good access token of the issuer `main`. */
export const tokenShape = z.strictObject({
  /** The token itself; nothing else is looked at then. */
  raw: z.string().optional(),
  /** @default "main" */
  tenant: z.string().optional(),
  /** A key of the tenant, see `signing-keys.ts`. @default "current" */
  key: z.string().optional(),
  /** How it is signed. @default "RS256" */
  signed: z
    .enum([
      'RS256',
      'RS384',
      'RS512',
      'PS256',
      'ES256',
      'HS256',
      'not at all',
      'for other claims',
      'with a bit flipped',
    ])
    .optional(),
  /** Laid over the header; `{"$absent": true}` takes a member away. */
  header: z.record(z.string(), template).optional(),
  /** The header as text, for what no object can say. */
  headerText: z.string().optional(),
  /** Laid over the claims; `{"$absent": true}` takes a claim away. */
  claims: z.record(z.string(), template).optional(),
  /** The payload as text, for what no object can say; `{{claims}}` stands for the other claims. */
  payloadText: z.string().optional(),
  /** A regular expression and what comes in its place, on the finished token. */
  replace: z.tuple([z.string(), z.string()]).optional(),
})

/** How a request is signed (Signature Version 4); by default as it has to be. */
const signedShape = z.strictObject({
  /** Another access key id. */
  key: z.string().optional(),
  secret: z.string().optional(),
  /** @default "execute-api" */
  service: z.string().optional(),
  region: z.string().optional(),
  /** Signed for another host than the one that it is sent to. */
  host: z.string().optional(),
  /** How long ago it was signed; negative for the future. @default 0 */
  minutesAgo: z.number().optional(),
})

export const requestShape = z.strictObject({
  /** @default "GET" */
  method: z.string().optional(),
  /** Sent as it stands, query and all. */
  path: z.string(),
  /** Name and value of each line, in order. `host` is sent besides, and `content-length` with a body. */
  headers: z.array(z.tuple([z.string(), z.string()])).optional(),
  body: z
    .union([
      z.string(),
      z.strictObject({ base64: z.string() }),
      z.strictObject({ repeat: z.string(), times: z.int().positive() }),
    ])
    .optional(),
  /** Goes into `authorization: Bearer ...`, or wherever `{{token}}` stands. */
  token: tokenShape.optional(),
  /** With AWS credentials; in place of a token. */
  signed: signedShape.optional(),
})

const stepShape = z.union([
  z.strictObject({ request: requestShape }),
  /** The tenant signs with its next key from now on; whether the key before stays published is the tenant's matter. */
  z.strictObject({ rotate: z.string() }),
  z.strictObject({ waitMs: z.int().positive() }),
])

const expectShape = z.strictObject({
  /** A matcher, see `match.ts`, as everywhere below. */
  status: template.optional(),
  /** By lower-case name. A list stands for several lines. */
  headers: z.record(z.string(), template).optional(),
  /** Text for the whole body; an object for members of a body in JSON. */
  body: template.optional(),
  /** The whole body, bytes in base64. */
  bodyBytes: z.string().optional(),
  /** Whether the function was called. */
  reached: z.boolean().optional(),
  /** Members of the event that the function `echo` got. */
  event: z.record(z.string(), template).optional(),
})

export const caseShape = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  /** What is so, in one sentence. */
  says: z.string().min(10),
  /** Rows of `reference.json`. */
  cites: z.array(z.string()).nonempty(),
  confidence: z.enum(confidences),
  /** @default the file's */
  api: z.enum(apiNames).optional(),
  /** Done first, in order; answers are not looked at. */
  before: z.array(stepShape).optional(),
  request: requestShape,
  expect: expectShape,
  /** Run only when slow cases are asked for, since its answer takes this long. */
  takesSeconds: z.int().positive().optional(),
})

export const topicShape = z.strictObject({
  /** As the tables call it. */
  topic: z.string(),
  api: z.enum(apiNames),
  cases: z.array(caseShape).nonempty(),
})

export type TokenRecipe = z.infer<typeof tokenShape>
export type CaseRequest = z.infer<typeof requestShape>
export type CaseStep = z.infer<typeof stepShape>
export type CaseExpectation = z.infer<typeof expectShape>

/** One fact about an HTTP API, as something that can be tried from outside. */
export interface Case extends z.infer<typeof caseShape> {
  readonly topic: string
  readonly api: ApiName
}

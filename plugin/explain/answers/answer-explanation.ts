/** Why the API answered so, where no authorizer refused: what was found, what was expected, and how to fix it. */
export interface AnswerExplanation {
  /** The section of docs/guide/refusals.md, or a code of docs/reference/problem-codes.md in lower case. */
  readonly id: string
  /** `No route for GET /profile/` */
  readonly title: string
  readonly found: string
  readonly expected: string
  readonly fix: string
  /** In a few words, for the log and the list of requests. Contains nothing of what was sent but the path. */
  readonly reason: string
  /** Where it is described in full: a path in this project. */
  readonly docs: string
  /** AWS's page that says so; null where there is none. */
  readonly source: string | null
}

type Words = Omit<AnswerExplanation, 'docs' | 'source'> & { readonly source?: string }

const guide = 'https://docs.aws.amazon.com/apigateway/latest/developerguide'

/** AWS's pages. */
export const sources = {
  routes: `${guide}/http-api-develop-routes.html`,
  quotas: `${guide}/http-api-quotas.html`,
  cors: `${guide}/http-api-cors.html`,
  lambda: `${guide}/http-api-develop-integrations-lambda.html`,
  failures: `${guide}/http-api-troubleshooting-lambda.html`,
  throttling: `${guide}/http-api-throttling.html`,
  lambdaQuotas: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  timeout: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html',
  memory: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html',
  concurrency: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html',
} as const

const maxLength = 300

/** Completes an explanation. What was found may come from anywhere: it is cut. */
export function explained({ source, ...words }: Words): AnswerExplanation {
  const { found, id } = words
  const cut = found.length > maxLength ? `${found.slice(0, maxLength)} ...` : found
  return { ...words, found: cut, docs: `docs/guide/refusals.md#${id}`, source: source ?? null }
}

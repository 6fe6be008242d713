import type { BearerError } from './challenge.ts'

/** What a problem code stands for. */
export interface ProblemDefinition {
  /** HTTP status of the response, 4xx or 5xx. */
  readonly status: ProblemStatus
  /** A short name of the kind of problem, the same for each occurrence. @default the phrase of the status */
  readonly title?: string
  /** A URI that identifies the kind of problem, at best that of a page about it. @default 'about:blank' */
  readonly type?: string
  /** Sent when whoever throws gives no text of their own. @default the phrase of the status */
  readonly detail?: string
  /** The RFC 6750 challenge of a 401 or 403; `none` sends the bare scheme. @default 'none' for 401 */
  readonly challenge?: BearerError | 'none'
  /** Seconds after which a client may try again: the header `retry-after`. */
  readonly retryAfterSeconds?: number
  /** For the operator: logged with the request id each time this code is sent, never sent itself. */
  readonly operatorHint?: string
}

/** The error statuses that a problem can have, of the IANA registry of status codes. */
export const problemStatuses = [
  400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 423, 424,
  425, 426, 428, 429, 431, 451, 500, 501, 502, 503, 504,
] as const

export type ProblemStatus = (typeof problemStatuses)[number]

/** The names that RFC 9110 changed, and Node did not. */
const renamed: Readonly<Record<number, string>> = { 413: 'Content Too Large', 422: 'Unprocessable Content' }

/** The `title` of a problem whose type is `about:blank` (RFC 9457 section 4.2.1). */
export function phraseOf(status: ProblemStatus): string {
  // Loaded on first use: see `subjectRef`.
  return renamed[status] ?? String(process.getBuiltinModule('node:http').STATUS_CODES[status])
}

/** Rows of the table below in short: every function carries it. */
function answer<const Status extends ProblemStatus>(status: Status, detail: string, operatorHint?: string) {
  return { status, detail, ...(operatorHint && { operatorHint }) }
}

/** Of a part of the request. */
function mismatch<const Status extends ProblemStatus>(status: Status, part: string) {
  return answer(status, `${part} does not match the schema of this route.`)
}

/** A refusal of a known caller, with the challenge of RFC 6750 section 3.1. */
function forbidden(detail: string, operatorHint?: string) {
  return { ...answer(403, detail, operatorHint), challenge: 'insufficient_scope' } as const
}

function ambiguous(list: string, otherFix = '') {
  return forbidden(
    `The caller's ${list} arrived in an ambiguous form, so none is assumed.`,
    `A caller's ${list} were ambiguous: the gateway passes lists as text, and no trusted header had the token. ` +
      `Set CLAIMCHECK_IDENTITY_SOURCE${otherFix}.`,
  )
}

/** For what passes by itself. */
function again<const Status extends ProblemStatus>(status: Status, detail: string) {
  return { ...answer(status, detail), retryAfterSeconds: 1 }
}

/**
 * The framework's own codes. Clients rely on them: renaming one is a breaking change. See docs/reference/problem-codes.md.
 *
 * The first code of a status stands for any foreign error of that status: see `toProblem`.
 */
export const problemCodes = {
  ERR_BAD_REQUEST: answer(400, 'The request is malformed.'),
  ERR_PATH_INVALID: mismatch(400, 'A part of the path'),
  ERR_QUERY_INVALID: mismatch(400, 'The query'),
  ERR_HEADERS_INVALID: mismatch(400, 'A header'),
  ERR_COOKIES_INVALID: mismatch(400, 'A cookie'),
  ERR_BODY_MISSING: answer(400, 'The request has no body. Send one, as JSON.'),
  ERR_BODY_NOT_JSON: answer(400, 'The body cannot be read as JSON (RFC 8259).'),
  ERR_BODY_KEY_FORBIDDEN: answer(
    400,
    'The body has a member named __proto__, or a constructor that holds a prototype. Remove it.',
  ),

  ERR_UNAUTHORIZED: { status: 401, challenge: 'none', detail: 'Send an access token or an id token.' },
  ERR_AUTHORIZER_MISSING: {
    status: 401,
    challenge: 'none',
    detail: 'Not authenticated: no authorizer ran for this request.',
    operatorHint:
      'The route was deployed without its JWT authorizer. Name the authorizer on this route in serverless.yml and deploy again.',
  },
  ERR_CLAIMS_UNREADABLE: {
    status: 401,
    challenge: 'invalid_token',
    detail: "The token does not have the claims of this service's identity provider.",
    operatorHint:
      "The gateway accepted a token whose claims do not follow the provider's rules. " +
      "Check that CLAIMCHECK_PROVIDER names the provider of the authorizer's issuer, and what CLAIMCHECK_TOKEN_USE says.",
  },

  ERR_FORBIDDEN: forbidden('The caller is not allowed to do this.'),
  ERR_TOKEN_USE_REFUSED: forbidden('This route requires the other kind of token.'),
  ERR_CALLER_KIND_REFUSED: forbidden('This route does not accept this kind of caller.'),
  ERR_SCOPE_INSUFFICIENT: forbidden('The token lacks a scope that this route requires.'),
  ERR_GROUP_MISSING: forbidden('The caller is in none of the groups that this route requires.'),
  ERR_GROUPS_AMBIGUOUS: ambiguous('groups', ', or use group names of one word'),
  ERR_PERMISSION_MISSING: forbidden('The caller lacks a permission that this route requires.'),
  ERR_PERMISSIONS_AMBIGUOUS: ambiguous('permissions'),

  ERR_NOT_FOUND: answer(404, 'Nothing was found here for this caller.'),
  ERR_CONFLICT: answer(409, 'The resource has changed in the meantime. Read it again, then decide.'),
  ERR_PRECONDITION_FAILED: answer(
    412,
    'The condition in if-match or if-none-match does not hold. Read the resource again, then decide.',
  ),
  ERR_BODY_TOO_LARGE: answer(413, 'The body is larger than this route accepts.'),
  ERR_CONTENT_TYPE_UNSUPPORTED: answer(415, 'Send the body with content-type: application/json.'),
  ERR_BODY_INVALID: mismatch(422, 'The body'),
  ERR_TOO_MANY_REQUESTS: again(429, 'Too many requests. Try again later.'),

  // Never a detail: internal errors are for the log.
  ERR_INTERNAL: { status: 500 },
  ERR_RESPONSE_INVALID: answer(500, 'The handler answered with what its schema does not allow.'),
  ERR_UNAVAILABLE: again(503, 'A part of the service is unavailable. Try again.'),
  ERR_TIMEOUT: again(503, 'The service ran out of time. The request may or may not have taken effect.'),
} as const satisfies Record<string, ProblemDefinition>

export type ProblemCode = keyof typeof problemCodes

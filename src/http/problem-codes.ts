import type { BearerError } from './challenge.ts'

/** What a problem code stands for. */
export interface ProblemDefinition {
  readonly status: keyof typeof statusPhrases
  /** Sent when the thrower gives no text of its own. Left out where nothing may be said. */
  readonly detail?: string
  /** The RFC 6750 challenge of a 401 or 403; `none` sends the bare scheme. */
  readonly challenge?: BearerError | 'none'
  /** Seconds after which a client may try again. */
  readonly retryAfterSeconds?: number
  /** For whoever runs the service: logged, with the request id, each time that the code is answered. */
  readonly report?: string
}

/** Status phrases of RFC 9110: the `title` of a problem whose type is `about:blank` (RFC 9457 section 4.2.1). */
export const statusPhrases = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const

/** Every code that an answer can carry. Clients rely on them: renaming one breaks them. See docs/problems.md. */
export const problemCodes = {
  ERR_BAD_REQUEST: { status: 400, detail: 'The request cannot be understood as it stands.' },
  ERR_BODY_MISSING: { status: 400, detail: 'The request has no body. Send one, as JSON.' },
  ERR_BODY_NOT_JSON: { status: 400, detail: 'The body cannot be read as JSON (RFC 8259).' },
  ERR_BODY_KEY_FORBIDDEN: {
    status: 400,
    detail: 'The body has a member named __proto__, or a constructor that holds a prototype. Remove it.',
  },

  ERR_UNAUTHORIZED: { status: 401, challenge: 'none', detail: 'Send an access or id token.' },
  ERR_AUTHORIZER_MISSING: {
    status: 401,
    challenge: 'none',
    detail: 'The caller is not known: no authorizer has checked this request.',
    report:
      'The route was deployed without its JWT authorizer: the event has no requestContext.authorizer.jwt. ' +
      'Name the authorizer on this route in serverless.yml and deploy again.',
  },
  ERR_CLAIMS_UNREADABLE: {
    status: 401,
    challenge: 'invalid_token',
    detail: "The token's claims are not those of the identity provider that this service expects.",
    report:
      "A token that the gateway accepted cannot be read by the provider's rules. " +
      "Check that CLAIMCHECK_PROVIDER names the provider of the authorizer's issuer.",
  },

  ERR_FORBIDDEN: { status: 403, challenge: 'insufficient_scope', detail: 'The caller may not do this.' },
  ERR_TOKEN_USE_REFUSED: {
    status: 403,
    challenge: 'insufficient_scope',
    detail: 'This route takes the other kind of token.',
  },
  ERR_CALLER_KIND_REFUSED: {
    status: 403,
    challenge: 'insufficient_scope',
    detail: 'This route takes another kind of caller.',
  },
  ERR_SCOPE_INSUFFICIENT: {
    status: 403,
    challenge: 'insufficient_scope',
    detail: 'The token lacks a scope that this route asks for.',
  },
  ERR_GROUP_MISSING: {
    status: 403,
    challenge: 'insufficient_scope',
    detail: 'The caller is in none of the groups that this route is for.',
  },
  ERR_GROUPS_AMBIGUOUS: {
    status: 403,
    challenge: 'insufficient_scope',
    detail:
      "The caller's groups arrived in a form that can be read in more than one way, so none is assumed.",
    report:
      'The groups of a caller could not be read for certain: the gateway passes lists as text, and the bearer token ' +
      'was not at hand. Use group names of one word, or $request.header.Authorization as the identity source.',
  },
  ERR_PERMISSION_MISSING: {
    status: 403,
    challenge: 'insufficient_scope',
    detail: 'The caller lacks a permission that this route asks for.',
  },
  ERR_PERMISSIONS_AMBIGUOUS: {
    status: 403,
    challenge: 'insufficient_scope',
    detail:
      "The caller's permissions arrived in a form that can be read in more than one way, so none is assumed.",
    report:
      'The permissions of a caller could not be read for certain: the gateway passes lists as text, and the bearer ' +
      'token was not at hand. Use $request.header.Authorization as the identity source.',
  },

  ERR_NOT_FOUND: { status: 404, detail: 'There is nothing here for this caller.' },
  ERR_CONFLICT: { status: 409, detail: 'The resource has changed meanwhile. Read it again, then decide.' },
  ERR_PRECONDITION_FAILED: {
    status: 412,
    detail:
      'The resource is not in the state that if-match or if-none-match names. Read it again, then decide.',
  },
  ERR_BODY_TOO_LARGE: { status: 413, detail: 'The body is larger than this route takes.' },
  ERR_CONTENT_TYPE_UNSUPPORTED: { status: 415, detail: 'Send the body with content-type: application/json.' },
  ERR_BODY_INVALID: { status: 422, detail: 'The body does not have the shape that this route takes.' },
  ERR_TOO_MANY_REQUESTS: { status: 429, retryAfterSeconds: 1, detail: 'Too many requests. Try again later.' },

  // No detail, ever: what went wrong inside is for the log.
  ERR_INTERNAL: { status: 500 },
  ERR_UNAVAILABLE: {
    status: 503,
    retryAfterSeconds: 1,
    detail: 'A part of the service cannot answer now. Try again.',
  },
  ERR_TIMEOUT: {
    status: 503,
    retryAfterSeconds: 1,
    detail: 'The service ran out of time. What was asked for may or may not have been done.',
  },
} as const satisfies Record<string, ProblemDefinition>

export type ProblemCode = keyof typeof problemCodes

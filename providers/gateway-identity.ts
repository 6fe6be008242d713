import type { Claims } from './principal.ts'
import { isObject } from './read-claim.ts'

/** What an event says of the caller behind a JWT authorizer. */
export interface GatewayIdentity {
  /**
   * All text as an HTTP API passes them. A REST API passes them with their JSON types, as an emulator may, and as HTTP
   * APIs did for some days in June 2020 (aws/aws-lambda-go#294).
   */
  readonly claims: Claims
  /** The scopes as the gateway read them: `null` on a route without scopes, whatever the token has. */
  readonly scopes: readonly string[] | null
  /** The raw `authorization` header, or all of them joined by commas. */
  readonly authorization: string | undefined
}

/** Where the claims are, or what is in the event in their place: words for the operator, without a value. */
export type FoundClaims = Pick<GatewayIdentity, 'claims' | 'scopes'> | { readonly missing: string }

/**
 * Finds the claims that a JWT authorizer passed on: `requestContext.authorizer.jwt` in payload format 2.0,
 * `requestContext.authorizer` itself in format 1.0 and in a REST API's event.
 *
 * Only ever one of the two: no gateway writes both, so an event that has claims in both places has none.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-jwt-authorizer-claims.html
 */
export function findClaims(event: unknown): FoundClaims {
  const authorizer = (event as Arrived | null | undefined)?.requestContext?.authorizer
  const places = [authorizer?.jwt, authorizer].filter((place) => isObject(place?.claims))
  const [place] = places
  if (!place || places.length > 1) return { missing: describe(authorizer, places.length) }
  return { claims: place.claims as Claims, scopes: Array.isArray(place.scopes) ? place.scopes : null }
}

/** Any event: nothing is known of its members. */
interface Arrived {
  readonly requestContext?: { readonly authorizer?: Authorizer | null } | null
}

interface Place {
  readonly claims?: unknown
  readonly scopes?: unknown
}

interface Authorizer extends Place {
  readonly jwt?: Place | null
  readonly iam?: unknown
  readonly lambda?: unknown
  readonly principalId?: unknown
}

function describe(authorizer: Authorizer | null | undefined, places: number): string {
  if (places > 1) return 'claims in two places'
  if (authorizer?.iam) return 'an IAM caller (aws_iam)'
  // Null where a Lambda authorizer passes no context.
  const isLambda = authorizer?.lambda !== undefined || authorizer?.principalId !== undefined
  return isLambda ? 'what a Lambda authorizer passed on' : 'no authorizer'
}

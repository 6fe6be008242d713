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
 * Only ever one of the two: no gateway writes both, so an event that has claims in both places has none. And only in the
 * place of its format: format 1.0 has a Lambda authorizer's context there as well, whose members may have any name.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-jwt-authorizer-claims.html
 */
export function findClaims(event: unknown): FoundClaims {
  const { version, requestContext } = (event ?? {}) as Arrived
  const authorizer = requestContext?.authorizer
  const jwt = authorizer?.jwt
  const places = [jwt, authorizer].filter((place) => isObject(place?.claims))
  const [place] = places
  if (places.length > 1) return { missing: 'claims in two places' }
  const isOfJwt = place === jwt ? version !== '1.0' : isFlatJwt(authorizer, version)
  if (!place || !isOfJwt) return { missing: describe(authorizer, place) }
  return { claims: place.claims as Claims, scopes: Array.isArray(place.scopes) ? place.scopes : null }
}

/** Any event: nothing is known of its members. */
interface Arrived {
  readonly version?: unknown
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

/**
 * Whether `requestContext.authorizer` is a JWT authorizer's own. An HTTP API's is `claims`, all text, and `scopes`, both always, and
 * nothing else. In a REST API's event a Lambda authorizer always has a `principalId` beside its context.
 */
function isFlatJwt(authorizer: Authorizer | null | undefined, version: unknown): boolean {
  if (!authorizer || version === '2.0') return false
  if (version !== '1.0') return !('principalId' in authorizer)
  const { claims, scopes, ...others } = authorizer
  if (Object.keys(others).length > 0 || !(scopes === null || Array.isArray(scopes))) return false
  return Object.values(claims as Claims).every((claim) => typeof claim === 'string')
}

function describe(authorizer: Authorizer | null | undefined, place: Place | null | undefined): string {
  if (authorizer?.iam) return 'an IAM caller (aws_iam)'
  // Null where a Lambda authorizer passes no context.
  const isLambda = authorizer?.lambda !== undefined || authorizer?.principalId !== undefined
  return isLambda || place ? 'what a Lambda authorizer passed on' : 'no authorizer'
}

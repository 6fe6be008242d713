import type { Claims } from './principal.ts'

/** What an HTTP API event says of the caller behind a JWT authorizer, payload format 2.0. */
export interface GatewayIdentity {
  /**
   * `requestContext.authorizer.jwt.claims`. All text as the service passes them; an emulator may pass them with
   * their JSON types, and so did the service for some days in June 2020 (aws/aws-lambda-go#294).
   */
  readonly claims: Claims
  /** `requestContext.authorizer.jwt.scopes`: `null` on a route without scopes, whatever the token has. */
  readonly scopes: readonly string[] | null
  /** The raw `authorization` header. */
  readonly authorization: string | undefined
}

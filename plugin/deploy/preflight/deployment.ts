import type { HandlerToLoad } from '../../handlers/requirements-messages.ts'
/** What preflight needs to know of a service that is to be deployed. */
export interface Deployment {
  /** Absolute path of the folder that holds serverless.yml. */
  readonly dir: string
  readonly authorizers: readonly DeployedAuthorizer[]
  readonly routes: readonly DeployedRoute[]
  readonly functions: readonly HandlerToLoad[]
  readonly pool: DeployedPool | undefined
  /** Whether the API has a CORS configuration. */
  readonly hasCors: boolean
}

/** An authorizer of type jwt. */
export interface DeployedAuthorizer {
  readonly name: string
  /** Undefined when the stack creates the issuer, so that it is unknown before the deploy. */
  readonly issuer: string | undefined
  /** Those that are known before the deploy. */
  readonly audience: readonly string[]
  /** How many the authorizer lists, including those that the stack creates. */
  readonly audiences: number
  readonly identitySource: string
}

export interface DeployedRoute {
  readonly routeKey: string
  readonly functionKey: string
  /** A JWT authorizer, another authorizer that passes no claims of a token on, or none. */
  readonly guard: 'jwt' | 'other' | 'none'
  /** Undefined unless the guard is a JWT authorizer of this service. */
  readonly authorizer: DeployedAuthorizer | undefined
  /** In full form, as in a token. */
  readonly scopes: readonly string[]
}

/** What a user pool of the same stack can put into a token, and its one client may ask for; in full form. */
export interface DeployedPool {
  readonly knownScopes: readonly string[]
  readonly allowedScopes: readonly string[]
}

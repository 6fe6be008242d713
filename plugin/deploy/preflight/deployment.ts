import type { BundleSettings } from '../../handlers/bundle-settings.ts'
import type { HandlerToLoad } from '../../handlers/requirements-messages.ts'
import type { TypeScriptFunction } from '../package/check-compiled.ts'

/** What preflight needs to know of a service that is to be deployed. */
export interface Deployment {
  /** Absolute path of the folder that holds serverless.yml. */
  readonly dir: string
  readonly authorizers: readonly DeployedAuthorizer[]
  readonly routes: readonly DeployedRoute[]
  /** Those of Node.js whose sources are here. */
  readonly functions: readonly HandlerToLoad[]
  /** TypeScript that nothing in the service compiles. */
  readonly notCompiled: readonly TypeScriptFunction[]
  /** How functions are bundled, where claimcheck does that. */
  readonly bundle?: BundleSettings | undefined
  readonly pool: DeployedPool | undefined
  /** Whether the API has a CORS configuration. */
  readonly hasCors: boolean
}

/** An authorizer of type jwt. */
export interface DeployedAuthorizer {
  readonly name: string
  /** Undefined when CloudFormation makes the text, so that it is unknown before the deploy. */
  readonly issuer: string | undefined
  /** Whether the issuer is another stack's. */
  readonly isImported?: boolean
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

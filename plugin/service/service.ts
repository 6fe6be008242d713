import type { LocalAuthorizer } from '../../authorizer/authorizer.ts'
import type { ApiStage } from '../../events/event-request.ts'
import type { BundleSettings } from '../handlers/bundle-settings.ts'
import type { NotServed } from './not-served.ts'

export type {
  JwtAuthorizer,
  LocalAuthorizer,
  RequestAuthorizer,
} from '../../authorizer/authorizer.ts'
export type { ApiStage as LocalApiStage } from '../../events/event-request.ts'
export type { NotServed } from './not-served.ts'

/**
 * What the local run needs of a Serverless service, with every CloudFormation reference resolved.
 * `withTrustedIssuer` makes it from what `readService` read; gateway, functions and tables only read it.
 */
export interface LocalService {
  readonly name: string
  readonly stage: string
  /** The stage of the HTTP API, which Serverless calls `$default` unless told otherwise. @default `$default` */
  readonly apiStage?: ApiStage
  readonly region: string
  /** Absolute path of the folder that holds serverless.yml. */
  readonly dir: string
  /** Absolute path of the folder that handlers are looked for in, where a packager has put its output. @default `dir` */
  readonly codeDir?: string
  /** How the service turns its sources into what is deployed. @default as they are; TypeScript is compiled */
  readonly build?: LocalBuild
  readonly functions: readonly LocalFunction[]
  readonly routes: readonly LocalRoute[]
  /** Routes of a REST API, all `notServed`: they answer 501 where no route of the HTTP API matches. @default none */
  readonly restRoutes?: readonly LocalRoute[]
  /** In front of every path: `v1`, or `api/v1`. On AWS only a domain name's mapping does that. @default none */
  readonly pathPrefix?: string
  readonly cors: LocalCors | undefined
  readonly tables: readonly TableDefinition[]
  /** Everything that does not run here, each once, to be named at the start. */
  readonly notServed: readonly NotServed[]
}

/** What serverless.yml says of compiling. */
export interface LocalBuild {
  /** `custom.claimcheck.bundle`: each function is one file, with all that it imports. */
  readonly bundle: BundleSettings | undefined
  /** `custom.esbuild`, if serverless-esbuild is there: its options are esbuild's. */
  readonly esbuild: Readonly<Record<string, unknown>> | undefined
  /** Some packager compiles TypeScript; a `.js` next to a `.ts` of the same name is then of no concern. */
  readonly compiles: boolean
}

/** Whose tokens the local gateway accepts, whatever issuer the deployed stack names. */
export interface TrustedIssuer {
  /** Exactly as in `iss`. */
  readonly issuer: string
  readonly audience: readonly string[]
}

export interface LocalFunction {
  /** The key in serverless.yml: `getProfileInfo`. */
  readonly key: string
  /** The deployed name: `claimcheck-dev-getProfileInfo`. */
  readonly name: string
  /** What it does, in the words of serverless.yml. @default none */
  readonly description?: string
  /** `src/profile/get-profile-info.handler`: module path without extension, then the export. Empty for an image, which is not served. */
  readonly handler: string
  /** Everything that serverless.yml gives the function, and nothing else. */
  readonly environment: Readonly<Record<string, string>>
  /** `nodejs22.x`; decides how a handler may be written, not which Node runs it. @default 'nodejs24.x', as Serverless's */
  readonly runtime?: string
  /** Absolute path of the zip that is deployed, where the user's own build makes it. */
  readonly artifact?: string
  readonly timeoutSeconds: number
  readonly memoryMb: number
  /** Its own code folder, absolute, where a package holds one for each function. @default that of the service */
  readonly codeDir?: string
  /** Set on a function that is never started. Its routes answer 501 to callers that their authorizer accepts. */
  readonly notServed?: NotServed
  /** What calls it on AWS, as serverless.yml declares it. @default none that are known */
  readonly events?: readonly DeclaredEvent[]
  /** In the order in which Lambda lays them over each other: a later one wins. @default none */
  readonly layers?: readonly LocalLayer[]
}

/** An event of a function. */
export interface DeclaredEvent {
  /** `httpApi`, `schedule`, `sqs`. */
  readonly kind: string
  /** What sends it, where serverless.yml names that as a text: the ARN of a queue, a bucket. */
  readonly source?: string
}

export interface LocalLayer {
  /** Its logical id in the stack, or its ARN. */
  readonly name: string
  /** Absolute path of its folder or zip file; absent for a layer that is not the service's own. */
  readonly path?: string
}

export interface LocalRoute {
  /** `GET /profile`, `ANY /x/{proxy+}` or `$default`. */
  readonly routeKey: string
  readonly functionKey: string
  /** How its events and answers look. @default '2.0' */
  readonly payloadFormat?: PayloadFormat
  /** Absent on an open route. */
  readonly authorizer: LocalAuthorizer | undefined
  /** The name of one that does not run here, and so is not in `authorizer`: the route is `notServed`. */
  readonly otherAuthorizer?: string
  /** The route's `authorizationScopes`, with their prefix, as tokens carry them; empty if none is required. */
  readonly scopes: readonly string[]
  /** Set on a route that answers 501 to every request, whatever `authorizer` says. */
  readonly notServed?: NotServed
}

export type PayloadFormat = '1.0' | '2.0'

/** API Gateway's CORS configuration, as in `AWS::ApiGatewayV2::Api` `CorsConfiguration`. */
export interface LocalCors {
  readonly allowOrigins: readonly string[]
  readonly allowMethods: readonly string[]
  readonly allowHeaders: readonly string[]
  readonly exposeHeaders: readonly string[]
  readonly allowCredentials: boolean
  readonly maxAgeSeconds: number | undefined
}

/** The properties of one `AWS::DynamoDB::Table`, ready for `CreateTable`. */
export interface TableDefinition {
  /** The resource's name in the template. */
  readonly logicalId: string
  readonly tableName: string
  readonly properties: Readonly<Record<string, unknown>>
}

import type { TemplateSections } from './intrinsics/targets.ts'

/**
 * The part of a running `serverless` command that the plugin reads. Serverless Framework v3 and osls publish no
 * types for it; these are the members used here, as both have them.
 */
export interface ServerlessInstance {
  readonly serviceDir: string
  /** `serverless.yml`, or another name or format. */
  readonly configurationFilename?: string
  readonly processedInput: {
    readonly commands: readonly string[]
    readonly options: Readonly<Record<string, unknown>> & { readonly param?: readonly string[] }
  }
  readonly configurationInput: {
    readonly params?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
    readonly provider?: { readonly stage?: string }
    readonly plugins?: unknown
  }
  readonly service: ServerlessService
  readonly classes: { readonly Error: new (message: string, code: string) => Error }
  /** The framework's own compiler of `httpApi` events: what it makes of the YAML is what would be deployed. */
  readonly httpApiEventsPlugin: {
    resolveConfiguration(): void
    readonly config: HttpApiConfiguration
  }
  readonly pluginManager: {
    readonly plugins: readonly object[]
    /** Those that the service lists. */
    readonly externalPlugins?: Iterable<{ readonly hooks?: object; readonly commands?: object }>
    /** By their first word; all plugins' own. */
    readonly commands?: Readonly<Record<string, object>>
    /** By lifecycle event. */
    readonly hooks?: Readonly<Record<string, readonly { readonly pluginName: string }[]>>
  }
  /** Prints a section below the summary with which `deploy` and `info` end. */
  addServiceOutputSection(name: string, lines: readonly string[]): void
  getProvider(name: 'aws'): AwsProvider
}

export interface AwsProvider {
  getRegion(): string
  getStage(): string
  readonly naming: {
    getStackName(): string
    /** `hello` is the resource `HelloLambdaFunction`. */
    getLambdaLogicalId(functionKey: string): string
  }
  /** Region and credentials of the command, for a client of the AWS SDK v3. Only osls has it. */
  getAwsSdkV3Config?(): Promise<object>
}

export interface ServerlessService {
  readonly service: string
  readonly provider: {
    /** From packaging on: what is deployed. */
    readonly compiledCloudFormationTemplate?: CompiledTemplate
    readonly environment?: Readonly<Record<string, unknown>>
    readonly timeout?: number
    readonly memorySize?: number
    readonly runtime?: string
    readonly layers?: readonly unknown[]
    readonly httpApi?: { readonly payload?: string }
  }
  readonly plugins?: readonly string[] | { readonly modules?: readonly string[] }
  /** The service's own, by name. */
  readonly layers?: Readonly<
    Record<string, { readonly path?: string; readonly package?: { readonly artifact?: string } }>
  >
  readonly functions?: Readonly<Record<string, ServerlessFunction>>
  readonly resources?: TemplateSections & {
    readonly Resources?: Readonly<Record<string, TemplateResource>>
    /** Laid over the resources that the framework makes. */
    readonly extensions?: Readonly<Record<string, Partial<TemplateResource>>>
  }
  readonly package?: {
    readonly patterns?: readonly string[]
    readonly artifact?: string
    readonly individually?: boolean
  }
  readonly custom?: Readonly<Record<string, unknown>>
}

export interface ServerlessFunction {
  readonly name: string
  readonly description?: string
  readonly handler?: string
  readonly environment?: Readonly<Record<string, unknown>>
  readonly runtime?: string
  readonly timeout?: number
  readonly memorySize?: number
  /** ARNs, or template values that make one. */
  readonly layers?: readonly unknown[]
  readonly httpApi?: { readonly payload?: string }
  readonly events?: readonly (string | Readonly<Record<string, unknown>>)[]
  /** A function URL. */
  readonly url?: unknown
  /** A folder, by serverless-python-requirements. */
  readonly module?: string
  package?: { artifact?: string; individually?: boolean; readonly patterns?: readonly string[] }
}

/** A CloudFormation template before it is written: it may still be changed. */
export interface CompiledTemplate {
  Resources: Record<string, TemplateResource>
  Outputs?: Record<string, unknown>
}

export interface TemplateResource {
  readonly Type: string
  /** Name of the condition without which it is not created. */
  readonly Condition?: string
  readonly DeletionPolicy?: string
  readonly Properties?: Readonly<Record<string, unknown>>
}

export interface HttpApiConfiguration {
  /** By name; those of the service itself, used by a route or not. */
  readonly authorizers: ReadonlyMap<string, HttpApiAuthorizer>
  /** By route key, `*` standing for `$default`. */
  readonly routes: ReadonlyMap<string, HttpApiRoute>
  readonly cors?: {
    readonly allowedOrigins: ReadonlySet<string>
    readonly allowedHeaders: ReadonlySet<string>
    readonly allowedMethods: ReadonlySet<string>
    readonly exposedResponseHeaders?: ReadonlySet<string>
    readonly allowCredentials?: boolean
    readonly maxAge?: number
  }
}

export interface HttpApiRoute {
  readonly targetData: { readonly functionName: string }
  readonly authorizer?: HttpApiAuthorizer
  readonly authorizationScopes?: ReadonlySet<unknown>
}

export interface HttpApiAuthorizer {
  readonly name?: string
  /** Of an authorizer outside the stack. */
  readonly id?: unknown
  readonly type?: string
  readonly identitySource?: string | readonly string[]
  readonly issuerUrl?: unknown
  readonly audience?: ReadonlySet<unknown>
  /** Of type `request`: the key of a function in serverless.yml, or an ARN as text or template value. */
  readonly functionName?: string | undefined
  readonly functionArn?: unknown
  readonly resultTtlInSeconds?: number
  readonly enableSimpleResponses?: boolean
  readonly payloadVersion?: string
}

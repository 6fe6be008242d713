import type { HandlerRequirements } from '../../src/index.ts'

/** A function whose handler is loaded to read its requirements. */
export interface HandlerToLoad {
  /** Its key in serverless.yml. */
  readonly key: string
  readonly handler: string
  /** Absolute path of the folder that it is looked for in first: that of its package, or a packager's output. @default none */
  readonly codeDir?: string | undefined
  /** Text as it will be; a value that only the deployed stack knows is a placeholder. */
  readonly environment: Readonly<Record<string, string>>
}

export interface RequirementsRequest {
  /** Absolute path of the handler's module, or of a bundle of it. */
  readonly file: string
  readonly exportPath: string
  /** As in serverless.yml, for messages. */
  readonly handler: string
}

/** What a handler requires, as far as it can be sent to another thread. */
export interface SentRequirements extends Pick<HandlerRequirements, 'auth' | 'principal'> {
  /** What the body may be. */
  readonly body: SentSchema | undefined
  readonly path: SentSchema | undefined
  readonly query: SentSchema | undefined
  readonly headers: SentSchema | undefined
  readonly cookies: SentSchema | undefined
  /** By status; `null` for no body. */
  readonly responses: Readonly<Record<string, SentSchema | null>> | undefined
  readonly problems: readonly SentProblem[] | undefined
}

/** A problem that the handler throws. */
export interface SentProblem {
  readonly code: string
  readonly status: number
  readonly detail: string
}

/** A schema as data. */
export interface SentSchema {
  /** JSON Schema (2020-12); undefined where the schema has none. */
  readonly jsonSchema: object | undefined
  /** Whether the part may be absent: a body, above all. */
  readonly isOptional: boolean
}

export type RequirementsMessage =
  | { readonly kind: 'loaded'; readonly requirements: SentRequirements | undefined }
  | { readonly kind: 'failed'; readonly reason: string }

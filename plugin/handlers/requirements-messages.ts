import type { HandlerRequirements } from '../../src/index.ts'

/** A function whose handler is loaded to read its requirements. */
export interface HandlerToLoad {
  /** Its key in serverless.yml. */
  readonly key: string
  readonly handler: string
  /** Text as it will be; a value that only the deployed stack knows is a placeholder. */
  readonly environment: Readonly<Record<string, string>>
}

export interface RequirementsRequest {
  /** Absolute path of the bundled handler. */
  readonly bundleFile: string
  readonly exportPath: string
  /** As in serverless.yml, for messages. */
  readonly handler: string
}

/** What a handler requires, as far as it can be sent to another thread. */
export interface SentRequirements extends Omit<HandlerRequirements, 'body'> {
  /** JSON Schema of what the body may be, where the schema has one. */
  readonly bodySchema: object | undefined
}

export type RequirementsMessage =
  | { readonly kind: 'loaded'; readonly requirements: SentRequirements | undefined }
  | { readonly kind: 'failed'; readonly reason: string }

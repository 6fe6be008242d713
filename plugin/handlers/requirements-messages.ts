import type { HandlerRequirements } from '../../src/index.ts'

/** A function whose handler is loaded to read its requirements. */
export interface HandlerToLoad {
  /** Its key in serverless.yml. */
  readonly key: string
  readonly handler: string
  /** Text as it will be; what only the deployed stack knows is there by name, with a placeholder as its value. */
  readonly environment: Readonly<Record<string, string>>
}

export interface DemandsRequest {
  /** Absolute path of the bundled handler. */
  readonly bundleFile: string
  readonly exportPath: string
  /** As in serverless.yml, for messages. */
  readonly handler: string
}

/** What a handler demands, as far as it can be told to another thread. */
export interface ToldDemands extends Omit<HandlerRequirements, 'body'> {
  /** JSON Schema of what the body may be, where the schema can tell. */
  readonly bodySchema: object | undefined
}

export type DemandsMessage =
  | { readonly kind: 'loaded'; readonly demands: ToldDemands | undefined }
  | { readonly kind: 'failed'; readonly reason: string }

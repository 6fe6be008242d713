import type { HandlerRequirements } from '../../src/index.ts'

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

import type { HandlerDemands } from '../../src/index.ts'

export interface DemandsRequest {
  /** Absolute path of the bundled handler. */
  readonly bundleFile: string
  readonly exportPath: string
  /** As in serverless.yml, for messages. */
  readonly handler: string
}

export type DemandsMessage =
  | { readonly kind: 'loaded'; readonly demands: HandlerDemands | undefined }
  | { readonly kind: 'failed'; readonly reason: string }

import type { LocalAuthorizer } from '../../service/service.ts'

/** What a token is held against, and where that was read. */
export interface ChosenAuthorizer {
  readonly authorizer: LocalAuthorizer
  readonly routeScopes: readonly string[]
  /** For the reader: `the run at http://localhost:3000, route DELETE /profile`. */
  readonly from: string
}

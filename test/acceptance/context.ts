import type { Api } from './api.ts'
import type { Users } from './users/users.ts'

/** What every check works with. */
export interface AcceptContext {
  readonly api: Api
  readonly users: Users
  /** The identity provider that the stage was deployed for, if it was given. */
  readonly provider: string | undefined
  /** An origin that the stage allows. */
  readonly origin: string
  /** By name of the check: why it fails on this target, though it passes on AWS. */
  readonly differences: ReadonlyMap<string, string>
}

let current: AcceptContext | undefined

/** Set once, before the checks are loaded: Node's test runner passes nothing to the files that it runs. */
export function setContext(context: AcceptContext): void {
  current = context
}

export function acceptContext(): AcceptContext {
  if (current) return current
  throw new Error('The checks are run by accept.ts: npm run accept -- --url URL')
}

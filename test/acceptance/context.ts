import type { Api } from './api.ts'
import type { People } from './people/people.ts'

/** What every check works with. */
export interface AcceptContext {
  readonly api: Api
  readonly people: People
  /** The identity provider that the stage was deployed for, if the caller named it. */
  readonly provider: string | undefined
  /** An origin that the stage lets in. */
  readonly origin: string
  /** By name of the check: why it does not hold on this target, though it does on AWS. */
  readonly differences: ReadonlyMap<string, string>
}

let current: AcceptContext | undefined

/** Said once, before the checks are loaded: Node's test runner hands nothing to the files that it runs. */
export function setContext(context: AcceptContext): void {
  current = context
}

export function acceptContext(): AcceptContext {
  if (current) return current
  throw new Error('The checks are run by accept.ts: npm run accept -- --url URL')
}

import type { LogSafeText } from '../../../authorizer/log-safe.ts'
import type { Refusal } from '../../../authorizer/refusal.ts'
import type { InspectedToken } from '../inspected-token.ts'

/** A common mistake, recognized by the traces it leaves in the token. */
export interface KnownMistake {
  /** Its section in `docs/guide/refusals.md`. */
  readonly id: string
  /** Likely reason, then what to do. */
  readonly fix: LogSafeText
  /** Absent if it fits every refusal of its check. */
  readonly matches?: (token: InspectedToken, refusal: Refusal) => boolean
}

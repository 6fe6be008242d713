import type { LogSafeText } from '../../gateway/log-safe.ts'
import type { Refusal } from '../../gateway/refusal.ts'
import type { Situation } from '../situation.ts'

/** A mistake that many make, known by what it leaves in the token. */
export interface Classic {
  /** Its section in `docs/refusals.md`. */
  readonly id: string
  /** Likely reason, then what to do. */
  readonly mend: LogSafeText
  /** Absent where it fits every refusal of its check. */
  readonly matches?: (situation: Situation, refusal: Refusal) => boolean
}

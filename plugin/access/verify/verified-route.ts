import type { CallerKind } from '../access-row.ts'

/**
 * Why a request changes nothing: GET does not, by its meaning (RFC 9110 section 9.2.1); the schemas of the handler refuse it after its
 * guards, or a precondition does; it is longer than the gateway allows, which refuses it after its authorizer. `nothing`: the function
 * would run.
 */
export type StoppedBy = 'method' | 'schema' | 'precondition' | 'size' | 'nothing'

export type Verdict = 'holds' | 'differs' | 'unproven'

export interface Judgement {
  readonly verdict: Verdict
  /** Why it is not `holds`. */
  readonly why?: string
}

/** A route of the table, each cell with what was sent and what came. */
export interface VerifiedRoute {
  readonly routeKey: string
  /** `GET /notes/1a2b`, as it was sent. */
  readonly sent: string
  readonly stoppedBy: StoppedBy
  readonly cells: Readonly<Record<CallerKind, VerifiedCell>>
}

export interface VerifiedCell {
  /** `differs` where one call does, else `unproven` where one is. */
  readonly verdict: Verdict
  readonly calls: readonly VerifiedCall[]
}

export interface VerifiedCall extends Judgement {
  /** `without scope a`; empty for a token of that kind alone, or none. */
  readonly label: string
  /** What came; null where nothing was sent. */
  readonly status: number | null
}

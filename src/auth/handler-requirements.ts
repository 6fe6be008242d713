import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { PrincipalOptions } from '../../providers/index.ts'
import type { AuthOptions } from './auth-options.ts'

/** What a handler asks of whoever calls it, as data, so that a tool can compare it with the route before deploying. */
export interface HandlerRequirements {
  /** `auth` of `createHandler`, empty if it was left out. */
  readonly auth: AuthOptions
  /** `principal` of `createHandler`; undefined means that the function's settings count. */
  readonly principal: PrincipalOptions | undefined
  /** `body` of `createHandler`: the schema itself. */
  readonly body: StandardSchemaV1 | undefined
}

/** Registered, since a bundled handler brings a copy of this module of its own. */
const demandsKey = Symbol.for('claimcheck.demands')

/** Lets `requirementsOf` read what the handler asks for. The demands are shown, not made, here. */
export function attachRequirements<Handler extends object>(
  handler: Handler,
  demands: HandlerRequirements,
): Handler {
  return Object.defineProperty(handler, demandsKey, { value: Object.freeze({ ...demands }) })
}

/**
 * What a handler made by `createHandler` asks of its callers.
 *
 * @returns undefined for any other function: one that was wrapped afterwards, or built with Middy by hand.
 */
export function requirementsOf(handler: unknown): HandlerRequirements | undefined {
  if (typeof handler !== 'function') return undefined
  return (handler as { [demandsKey]?: HandlerRequirements })[demandsKey]
}

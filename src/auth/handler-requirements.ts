import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { PrincipalOptions } from '../../providers/index.ts'
import type { ResponseSchemas } from '../http/check-response.ts'
import type { HttpProblem } from '../http/problem.ts'
import type { ProblemCode } from '../http/problem-codes.ts'
import type { AuthOptions } from './auth-options.ts'

/** What a handler requires of its callers, as data, so that a tool can compare it with the route before deploying. */
export interface HandlerRequirements {
  /** `auth` of `createHandler`, empty if it was left out. */
  readonly auth: AuthOptions
  /** `principal` of `createHandler`; undefined means the function's settings. */
  readonly principal: PrincipalOptions | undefined
  /** The schemas of `createHandler` themselves. */
  readonly body: StandardSchemaV1 | undefined
  readonly path: StandardSchemaV1 | undefined
  readonly query: StandardSchemaV1 | undefined
  readonly headers: StandardSchemaV1 | undefined
  readonly cookies: StandardSchemaV1 | undefined
  readonly responses: ResponseSchemas | undefined
  /** What `run` throws, as far as it was listed. */
  readonly problems: readonly (ProblemCode | HttpProblem)[] | undefined
}

/** In the global registry, since a bundled handler brings its own copy of this module. */
const requirementsKey = Symbol.for('claimcheck.requirements')

/** Lets `requirementsOf` read what the handler requires. Nothing is checked here. */
export function attachRequirements<Handler extends object>(
  handler: Handler,
  requirements: HandlerRequirements,
): Handler {
  return Object.defineProperty(handler, requirementsKey, { value: Object.freeze({ ...requirements }) })
}

/**
 * What a handler made by `createHandler` requires of its callers.
 *
 * @returns undefined for any other function, such as one that was wrapped afterwards or a plain Middy chain.
 */
export function requirementsOf(handler: unknown): HandlerRequirements | undefined {
  if (typeof handler !== 'function') return undefined
  return (handler as { [requirementsKey]?: HandlerRequirements })[requirementsKey]
}

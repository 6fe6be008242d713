/**
 * `claimcheck/testing`: events, calls and tokens for tests of handlers. No network, no ports, no Serverless.
 *
 * @module
 */
export { type Answer, type CallOptions, call, type TestedHandler } from './call.ts'
export { type ContextOptions, contextFor, eventFor } from './event-for.ts'
export type { EventOptions } from './event-options.ts'

/**
 * `claimcheck/testing`: tokens good and broken, events and calls for tests of handlers, under any test runner. It opens no port and
 * calls nobody, and no function that is deployed imports it.
 *
 * @module
 */
export type { BrokenTokenName } from '../../authorizer/broken-tokens/all.ts'
export type { TokenCheck } from '../../authorizer/refusal.ts'
export type { TestAnswer } from './answer.ts'
export { type BrokenTokenInfo, brokenTokens } from './broken-tokens.ts'
export { type CallParts, call, type TestHandler } from './call.ts'
export type { OnWarning } from './claim-warnings.ts'
export { type ContextParts, contextFor } from './context-for.ts'
export { type CreateIssuerOptions, createIssuer, type TestIssuer } from './create-issuer.ts'
export { type Caller, type EventOf, type EventParts, eventFor } from './event-for.ts'
export type { IssuerSettings } from './issuer-settings.ts'
export { type AnswerMatchers, matchers } from './matchers.ts'
export { type MockPrincipalOptions, mockPrincipal } from './mock-principal.ts'
export type { EventFormat, RequestParts } from './request-parts.ts'
export type { TestAuthorizer } from './test-authorizer.ts'
export { TestKitError, type TestKitErrorCode } from './test-kit-error.ts'
export type { MachineTokenOptions, TestUser, UserTokenOptions } from './users.ts'

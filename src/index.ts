export type {
  AccessPrincipal,
  Claims,
  ClaimsSource,
  IdPrincipal,
  Principal,
  PrincipalOptions,
  ProviderName,
  TokenUse,
} from '../providers/index.ts'
export type { AuthOptions } from './auth/auth-options.ts'
export { type HandlerRequirements, requirementsOf } from './auth/handler-requirements.ts'
export { createHandler, type HttpHandler } from './create-handler.ts'
export type { CreateHandlerOptions, ResponseOf, RunInput } from './handler-options.ts'
export type { ResponseSchemas } from './http/check-response.ts'
export { type ConditionalOptions, conditional } from './http/conditional.ts'
export { defineProblems, type MakeProblem } from './http/define-problems.ts'
export { type EntityTag, type EntityTags, entityTag, readEntityTags, versionTag } from './http/entity-tags.ts'
export type { HttpEvent, HttpEventV1, HttpEventV2 } from './http/event.ts'
export {
  type FieldError,
  HttpProblem,
  type HttpProblemOptions,
  type OwnProblem,
  type ProblemBody,
} from './http/problem.ts'
export type { ProblemCode, ProblemDefinition, ProblemStatus } from './http/problem-codes.ts'
export {
  created,
  type HttpResponse,
  type JsonResponse,
  json,
  noContent,
  ok,
  type ResponseHeaders,
} from './http/response.ts'
export { principal, type WithPrincipal } from './middleware/principal.ts'
export { type ProblemDetailsOptions, problemDetails } from './middleware/problem-details.ts'
export { type RequestLogOptions, requestLog } from './middleware/request-log.ts'
export { requireAuth } from './middleware/require-auth.ts'
export { type WithBody, type ZodBodyOptions, zodBody } from './middleware/zod-body.ts'
export { type RequestSchemas, type WithValid, zodRequest } from './middleware/zod-request.ts'
export { type Settings, SettingsError, settings } from './settings.ts'

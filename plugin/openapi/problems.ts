import { HttpProblem } from '../../src/index.ts'
import type { SentProblem } from '../handlers/requirements-messages.ts'
import type { DescribedRoute } from './described-api.ts'

/** A code of the framework's own. */
export type Code = ConstructorParameters<typeof HttpProblem>[0] & string

/** What every handler of `createHandler` may answer. */
const always: readonly Code[] = ['ERR_INTERNAL', 'ERR_TIMEOUT', 'ERR_BAD_REQUEST']

/** The problems that a handler may answer, in the order of their codes; those that `run` throws as far as it lists them. */
export function problemsOf({ guard, handler }: DescribedRoute): SentProblem[] {
  if (!handler) return []
  if (guard?.kind !== 'jwt') return [frameworkProblem('ERR_AUTHORIZER_MISSING')]
  const codes: Code[] = [
    ...always,
    'ERR_CLAIMS_UNREADABLE',
    ...guardCodes(handler.auth),
    ...schemaCodes(handler),
  ]
  const found = [...codes.map(frameworkProblem), ...(handler.problems ?? [])]
  const byCode = new Map(found.map((problem) => [problem.code, problem]))
  return [...byCode.values()].sort((one, other) => (one.code < other.code ? -1 : 1))
}

type Handler = NonNullable<DescribedRoute['handler']>

function guardCodes({ tokenUse, kind, scopes, groups, permissions }: Handler['auth']): Code[] {
  return [
    ...(tokenUse || scopes ? (['ERR_TOKEN_USE_REFUSED'] as const) : []),
    ...(kind ? (['ERR_CALLER_KIND_REFUSED'] as const) : []),
    ...(scopes ? (['ERR_SCOPE_INSUFFICIENT'] as const) : []),
    ...(groups ? (['ERR_GROUP_MISSING', 'ERR_GROUPS_AMBIGUOUS'] as const) : []),
    ...(permissions ? (['ERR_PERMISSION_MISSING', 'ERR_PERMISSIONS_AMBIGUOUS'] as const) : []),
  ]
}

function schemaCodes({ path, query, headers, cookies, body, responses }: Handler): Code[] {
  return [
    ...(path ? (['ERR_PATH_INVALID'] as const) : []),
    ...(query ? (['ERR_QUERY_INVALID'] as const) : []),
    ...(headers ? (['ERR_HEADERS_INVALID'] as const) : []),
    ...(cookies ? (['ERR_COOKIES_INVALID'] as const) : []),
    ...(body && !body.isOptional ? (['ERR_BODY_MISSING'] as const) : []),
    ...(body ? bodyCodes : []),
    ...(responses ? (['ERR_RESPONSE_INVALID'] as const) : []),
  ]
}

const bodyCodes = [
  'ERR_BODY_NOT_JSON',
  'ERR_BODY_KEY_FORBIDDEN',
  'ERR_BODY_TOO_LARGE',
  'ERR_CONTENT_TYPE_UNSUPPORTED',
  'ERR_BODY_INVALID',
] as const

function frameworkProblem(code: Code): SentProblem {
  const { statusCode, message } = new HttpProblem(code as 'ERR_INTERNAL')
  return { code, status: statusCode, detail: message }
}

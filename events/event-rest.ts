import type { Claims } from '../providers/principal.ts'
import { makeEventInFormat1 } from './event-format-1.ts'
import type { EventRequest } from './event-request.ts'

/** Who passed the authorizer of a REST API. */
export type RestCaller =
  /** Its JWT authorizer leaves the claims their JSON types. */
  | { readonly kind: 'jwt'; readonly claims: Claims }
  /** `COGNITO_USER_POOLS`: all text, lists with commas, `exp` and `iat` as dates. */
  | { readonly kind: 'cognito'; readonly claims: Claims }

/**
 * The event of a REST API's proxy integration: like payload format 1.0, without a `version`, with the stage in
 * `requestContext.path`. Source: AWS set-up-lambda-proxy-integrations and rest-api-jwt-authorizer-claims, and captures.
 */
export function makeRestEvent(source: EventRequest, caller: RestCaller | undefined) {
  const { version, requestContext, ...event } = makeEventInFormat1({ ...source, authorized: undefined })
  return {
    ...event,
    requestContext: {
      ...requestContext,
      ...(caller && {
        authorizer: { claims: caller.kind === 'jwt' ? caller.claims : cognitoClaims(caller) },
      }),
      deploymentId: 'local',
      path: `/${source.apiStage.name}${source.target.encodedPath}`,
      resourceId: 'local',
    },
  }
}

/** Observed: `Tue Jun 18 15:00:04 UTC 2024` for `exp` and `iat`, digits for `auth_time`, `a,b` for groups. */
function cognitoClaims({ claims }: RestCaller): Record<string, string> {
  const entries = Object.entries(claims).filter(([, value]) => value !== undefined && value !== null)
  return Object.fromEntries(entries.map(([name, value]) => [name, cognitoText(name, value)]))
}

function cognitoText(name: string, value: unknown): string {
  if ((name === 'exp' || name === 'iat') && typeof value === 'number') return dateText(value)
  return Array.isArray(value) ? value.join(',') : String(value)
}

function dateText(seconds: number): string {
  const [, weekday, day, month, year, time] =
    /^(\w+), (\d+) (\w+) (\d+) ([\d:]+) GMT$/.exec(new Date(seconds * 1_000).toUTCString()) ?? []
  return `${weekday} ${month} ${day} ${time} UTC ${year}`
}

import type { JsonObject } from './strict-json.ts'

export interface TokenAudience {
  /** `client_id` counts only if there is no `aud` at all: so Cognito's access tokens pass. */
  readonly name: 'aud' | 'client_id'
  /** Undefined if the claim is missing or has another form. */
  readonly values: readonly string[] | undefined
}

/** Who a token is for, as the authorizer reads it: `aud` as text or a list of text, else `client_id` as text. */
export function readTokenAudience(claims: JsonObject): TokenAudience {
  if (!Object.hasOwn(claims, 'aud')) return { name: 'client_id', values: asText(claims.client_id) }
  return { name: 'aud', values: asText(claims.aud) ?? asTexts(claims.aud) }
}

function asText(value: unknown): string[] | undefined {
  return typeof value === 'string' ? [value] : undefined
}

function asTexts(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined
}

/**
 * The scopes of a token: `scp` as a list (Okta) or text (Entra), else `scope` as text (Cognito, Auth0). If a
 * token has both, `scp` counts, as the only published comparison with AWS says (floci-io/floci#2011).
 * Auth0's `permissions` are not considered.
 */
export function readTokenScopes({ scope, scp }: JsonObject): string[] {
  if (scp === undefined) return typeof scope === 'string' ? splitScopes(scope) : []
  if (typeof scp === 'string') return splitScopes(scp)
  return Array.isArray(scp) && scp.every((item) => typeof item === 'string') ? scp : []
}

function splitScopes(scope: string): string[] {
  return scope.split(' ').filter((name) => name !== '')
}

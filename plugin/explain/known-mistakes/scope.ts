import { logSafe } from '../../../authorizer/log-safe.ts'
import { readTokenScopes } from '../../../authorizer/token-claims.ts'
import type { InspectedToken } from '../inspected-token.ts'
import { readTokenUse } from '../token-use.ts'
import type { KnownMistake } from './known-mistake.ts'

/** Good tokens without the required scope. */
export const scopeMistakes: readonly KnownMistake[] = [
  {
    id: 'id-token-without-scopes',
    matches: (token) => readTokenUse(token) === 'id',
    fix: logSafe`This is an id token: it has no scopes, so no route that requires one accepts it. Send the access token of the same sign-in.`,
  },
  {
    id: 'cognito-password-sign-in',
    matches: (token) => scopesOf(token).join() === 'aws.cognito.signin.user.admin',
    fix: logSafe`The token comes from a password flow (InitiateAuth), whose tokens never have custom scopes. Sign in through the pool's pages (/oauth2/authorize) and request the scope there.`,
  },
  {
    id: 'scope-prefix',
    matches: (token) =>
      scopesOf(token).some((scope) =>
        token.routeScopes.some((wanted) => wanted.endsWith(`/${scope}`) || scope.endsWith(`/${wanted}`)),
      ),
    fix: logSafe`The token has the scope by its short name or with another prefix. Cognito writes <resource server>/<scope>: set the route's scope to the form that the token has.`,
  },
  {
    id: 'permissions-are-no-scopes',
    matches: ({ claims, routeScopes }) => holdsAny(claims?.permissions, routeScopes),
    fix: logSafe`The permission is in "permissions", which the gateway never reads: it reads "scope". Request the scope when signing in (scope=openid ... <scope>); Auth0 grants it where the user has the permission.`,
  },
  {
    id: 'roles-are-no-scopes',
    matches: (token) => token.claims?.roles !== undefined && scopesOf(token).length === 0,
    fix: logSafe`The token has roles and no scopes, as every machine-to-machine token from Entra ID does. Leave the route without scopes and check the role in the handler.`,
  },
  {
    id: 'scope-as-a-list',
    matches: ({ claims }) => Array.isArray(claims?.scope),
    fix: logSafe`"scope" is a list here; the gateway reads it as one text with spaces between, or "scp" as a list. Change it where the token is made.`,
  },
  {
    id: 'scope',
    fix: logSafe`None of the route's scopes was granted to this token. Request one when signing in (scope=openid <scope>), and make sure that the client and the user are allowed it.`,
  },
]

function scopesOf({ claims }: InspectedToken): readonly string[] {
  return claims ? readTokenScopes(claims) : []
}

function holdsAny(list: unknown, wanted: readonly string[]): boolean {
  return Array.isArray(list) && list.some((item) => wanted.includes(item))
}

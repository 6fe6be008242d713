import { type IssuerContext, wireScope } from '../issuer-context.ts'
import type { LocalUser } from './local-user.ts'
import { permissionsOf } from './permissions.ts'

/** Which of these scopes (as on the wire) the user may have: not those of the service that were taken from the user. */
export function permittedScopes(
  context: Pick<IssuerContext, 'shape' | 'scopes'>,
  user: LocalUser,
  scopes: readonly string[],
): string[] {
  const held = permissionsOf(user, context.scopes)
  const withheld = context.scopes
    .filter((scope) => !held.includes(scope))
    .map((scope) => wireScope(context, scope))
  return scopes.filter((scope) => !withheld.includes(scope))
}

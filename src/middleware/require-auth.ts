import type { MiddlewareObj, Request } from '@middy/core'
import type { TokenUse } from '../../providers/index.ts'
import { type AuthOptions, assertAuthOptions } from '../auth/auth-options.ts'
import { checksFor } from '../auth/checks.ts'
import { HttpProblem } from '../http/problem.ts'
import type { PrincipalInternal, WithPrincipal } from './principal.ts'

type Guarded = Request<WithPrincipal, unknown, Error, Request['context'], PrincipalInternal>

/**
 * Rejects a caller who is authenticated but not allowed. Goes after `principal()`.
 *
 * A principal whose groups or permissions are ambiguous is rejected wherever they are required: nothing is guessed in
 * the caller's favour.
 *
 * @example
 * chain.use(principal()).use(requireAuth({ scopes: ['profile.delete'] }))
 *
 * @throws {TypeError} on an empty list, an unknown option, a scope that RFC 6749 does not allow, or requirements that no
 * token can meet. Its hook throws `HttpProblem`, all 403 with a challenge (RFC 6750 section 3.1):
 * `ERR_TOKEN_USE_REFUSED`, `ERR_CALLER_KIND_REFUSED`, `ERR_SCOPE_INSUFFICIENT`, `ERR_GROUP_MISSING`,
 * `ERR_GROUPS_AMBIGUOUS`, `ERR_PERMISSION_MISSING`, `ERR_PERMISSIONS_AMBIGUOUS`.
 */
export function requireAuth<Use extends TokenUse = TokenUse>(
  options: AuthOptions<Use> = {},
): MiddlewareObj<WithPrincipal, unknown, Error, Request['context'], PrincipalInternal> {
  assertAuthOptions(options)
  const checks = checksFor(options)

  function requireAuthBefore({ internal }: Guarded): void {
    const caller = internal.principal ?? throwWithoutPrincipal()
    for (const check of checks) check(caller, internal.scopePrefix ?? '')
  }

  return { before: requireAuthBefore }
}

function throwWithoutPrincipal(): never {
  throw new HttpProblem('ERR_INTERNAL', undefined, {
    operatorHint: 'requireAuth() found no principal: put principal() before it in the chain.',
  })
}

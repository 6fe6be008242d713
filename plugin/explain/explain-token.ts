import type { AuthorizeOptions } from '../../authorizer/authorize.ts'
import { authorize } from '../../authorizer/authorize.ts'
import { readToken } from '../../authorizer/identity-source.ts'
import type { TokenCheck } from '../../authorizer/refusal.ts'
import { explainDecision } from './explain-decision.ts'
import type { Explanation } from './explanation.ts'

/**
 * Decides on a token as the local gateway would, and explains it.
 *
 * @param value what stands in the identity source, with or without `Bearer `; undefined where nothing does.
 */
export async function explainToken(
  value: string | undefined,
  options: AuthorizeOptions,
): Promise<Explanation<TokenCheck>> {
  const presented = readToken(value)
  const decision = typeof presented === 'string' ? await authorize(presented, options) : presented
  return explainDecision({ presented, decision, context: options })
}

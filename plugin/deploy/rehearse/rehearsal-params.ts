import { parameterPrefix, requiredValues } from '../../../providers/check-parameters.ts'
import type { ProviderName } from '../../../providers/index.ts'
import type { Issuer } from '../../local/issuer/start-issuer.ts'

export interface RehearsalParamsOptions {
  readonly provider: ProviderName
  /** `--param` of the caller: `name=value`. Those that name the issuer are replaced. */
  readonly params: readonly string[]
}

/**
 * The `--param` arguments of a rehearsed deploy: the caller's own, and the values of the embedded issuer. All but its
 * domain are as they would be on AWS.
 */
export function rehearsalParams(
  { provider, params }: RehearsalParamsOptions,
  issuer: Issuer | undefined,
): string[] {
  const given = params.map(
    (pair) => [pair.split('=', 1)[0] ?? '', pair.slice(pair.indexOf('=') + 1)] as const,
  )
  const all = new Map([...given, ['provider', provider], ...issuerValues(provider, issuer)])
  return [...all].flatMap(([name, value]) => ['--param', `${name}=${value}`])
}

function issuerValues(provider: ProviderName, issuer: Issuer | undefined): (readonly [string, string])[] {
  if (!issuer) return []
  const prefix = parameterPrefix(provider)
  const [audience = '', idTokenAudience = ''] = issuer.audience
  return [
    ...requiredValues(provider),
    [`${prefix}AUDIENCE`, audience],
    [`${prefix}ID_TOKEN_AUDIENCE`, idTokenAudience],
    [`${prefix}GROUPS_CLAIM`, issuer.groupsClaim],
  ]
}

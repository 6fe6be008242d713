import { vendorOf } from '../../providers/check-parameters.ts'
import { type ProviderName, providerNames } from '../../providers/index.ts'
import { recognizeIssuer } from '../../providers/recognize-issuer.ts'
import { UserError } from '../user-error.ts'
import { type ReferenceTargets, resolveText } from './references.ts'
import type { HttpApiConfiguration } from './serverless.ts'

/**
 * The issuers that a service's JWT authorizers name, as the deployed stack would have them. One whose form the local run cannot
 * follow is left out: which issuer stands for it here does not depend on it.
 */
export function readIssuerUrls(
  { routes }: Pick<HttpApiConfiguration, 'routes'>,
  targets: ReferenceTargets,
): string[] {
  const values = [...routes.values()].flatMap(({ authorizer }) => authorizer?.issuerUrl ?? [])
  return [...new Set(values.flatMap((value) => resolveIfKnown(value, targets)))]
}

function resolveIfKnown(value: unknown, targets: ReferenceTargets): string[] {
  try {
    return [resolveText(value, targets)]
  } catch (error) {
    if (error instanceof UserError) return []
    throw error
  }
}

/** The provider that the first of these issuers belongs to, as far as its URL tells; `oidc` for a vendor without its own. */
export function recognizeProvider(issuerUrls: readonly string[]): ProviderName | undefined {
  const known = recognizeIssuer(issuerUrls[0])
  if (known === undefined || known.form === 'org-server') return undefined
  return providerNames.find((provider) => vendorOf(provider) === known.vendor) ?? 'oidc'
}

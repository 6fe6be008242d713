import { vendorOf } from '../../providers/check-parameters.ts'
import { type ProviderName, providerNames } from '../../providers/index.ts'
import { recognizeIssuer } from '../../providers/recognize-issuer.ts'
import { UserError } from '../user-error.ts'
import { resolveText } from './intrinsics/resolve.ts'
import type { ReferenceTargets } from './intrinsics/targets.ts'
import type { HttpApiAuthorizer } from './serverless.ts'

/**
 * The issuers that a service's JWT authorizers name, as the deployed stack would have them. One that
 * makes no text is left out: the issuer that takes its place here does not depend on it.
 */
export function readIssuerUrls(
  routes: readonly { readonly authorizer?: HttpApiAuthorizer | undefined }[],
  targets: ReferenceTargets,
): string[] {
  const values = routes.flatMap(({ authorizer }) => authorizer?.issuerUrl ?? [])
  return resolveKnown(values, targets)
}

/** The texts of template values, each once, without those that make none. */
export function resolveKnown(values: readonly unknown[], targets: ReferenceTargets): string[] {
  return [...new Set(values.flatMap((value) => resolveIfKnown(value, targets)))]
}

function resolveIfKnown(value: unknown, targets: ReferenceTargets): string[] {
  try {
    return [resolveText(value, targets, 'authorizer')]
  } catch (error) {
    if (error instanceof UserError) return []
    throw error
  }
}

/** The provider that the first of these issuers belongs to, if its URL shows one; `oidc` for a vendor without a provider of its own. */
export function recognizeProvider(issuerUrls: readonly string[]): ProviderName | undefined {
  const known = recognizeIssuer(issuerUrls[0])
  if (known === undefined || known.form === 'org-server') return undefined
  return providerNames.find((provider) => vendorOf(provider) === known.vendor) ?? 'oidc'
}

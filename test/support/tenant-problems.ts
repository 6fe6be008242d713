import { checkParameters, ParameterError } from '../../providers/check-parameters.ts'
import type { ProviderName } from '../../providers/index.ts'

export type TenantValues = Readonly<Record<string, string>>

/** Values that a deploy for the provider may have; Cognito needs none. */
export const goodValues = {
  auth0: { AUTH0_DOMAIN: 'acme.eu.auth0.com', AUTH0_AUDIENCE: 'https://api.acme.example/profile' },
  okta: { OKTA_DOMAIN: 'dev-123456.okta.com', OKTA_AUDIENCE: 'api://default' },
  oidc: {
    OIDC_ISSUER: 'https://id.acme.example/realms/main',
    OIDC_AUDIENCE: 'https://api.acme.example/profile',
  },
} as const satisfies Record<string, TenantValues>

/** What `checkParameters` has against the values; nothing if it lets them pass. */
export function tenantProblems(
  provider: ProviderName,
  params: TenantValues,
  env: TenantValues = {},
): readonly string[] {
  try {
    checkParameters({ provider, params: new Map(Object.entries(params)), env })
    return []
  } catch (error) {
    if (error instanceof ParameterError) return error.problems
    throw error
  }
}

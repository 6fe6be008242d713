import { auth0Issuer } from '../../providers/auth0/issuer.ts'
import { cognitoIssuer } from '../../providers/cognito/issuer.ts'
import type { ProviderName } from '../../providers/index.ts'
import type { IssuerShape } from '../../providers/issuer-shape.ts'
import { oktaIssuer } from '../../providers/okta/issuer.ts'

/**
 * The issuer form of each provider. Here rather than in providers/index.ts, which is bundled into every function that is
 * deployed.
 */
export const issuerShapes: Readonly<Record<ProviderName, IssuerShape>> = {
  cognito: cognitoIssuer,
  auth0: auth0Issuer,
  okta: oktaIssuer,
}

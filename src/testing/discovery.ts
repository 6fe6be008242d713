import type { IssuerProfile } from '../../providers/issuer-profile.ts'

/** The members that OpenID Connect Discovery section 3 requires, and the endpoints that the provider has. */
export function discoveryOf({ endpoints }: IssuerProfile, issuer: string): Readonly<Record<string, unknown>> {
  const at = (path: string) => new URL(path, issuer).href
  return {
    issuer,
    authorization_endpoint: at(endpoints.authorization),
    token_endpoint: at(endpoints.token),
    userinfo_endpoint: at(endpoints.userinfo),
    revocation_endpoint: at(endpoints.revocation),
    end_session_endpoint: at(endpoints.endSession),
    jwks_uri: at(endpoints.jwks),
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  }
}

import type { KeySource } from '../../../authorizer/keys.ts'
import type { TokenCheck } from '../../../authorizer/refusal.ts'
import type { JwtAuthorizer } from '../../../plugin/service/service.ts'

/** Ten minutes after the fixtures were issued. */
export const nowMs = (1_767_225_600 + 600) * 1_000
export const nowSeconds = nowMs / 1_000

const common = { kind: 'jwt' as const, name: 'tenant', identitySource: '$request.header.Authorization' }

/** The authorizers that the fixtures' tokens are for. */
export const authorizers = {
  cognito: {
    ...common,
    issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE',
    audience: ['1exampleclient23456789abcd'],
  },
  auth0: {
    ...common,
    issuer: 'https://example-tenant.us.auth0.com/',
    audience: ['https://api.example.com/orders'],
  },
  okta: { ...common, issuer: 'https://dev-00000000.okta.com/oauth2/default', audience: ['api://default'] },
  entra: {
    ...common,
    issuer: 'https://login.microsoftonline.com/00000000-1111-4222-8333-444444444444/v2.0',
    audience: ['aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb'],
  },
  keycloak: {
    ...common,
    issuer: 'https://keycloak.example.com/realms/example',
    audience: ['orders-api'],
  },
  local: {
    ...common,
    issuer: 'http://localhost:3001/us-east-1_Local',
    audience: ['1exampleclient23456789abcd'],
  },
  clerk: { ...common, issuer: 'https://clerk.example.com', audience: ['orders'] },
} as const satisfies Record<string, JwtAuthorizer>

export type Tenant = keyof typeof authorizers

/** A token that somebody sent, and what is wrong with it. */
export interface RefusedToken {
  readonly what: string
  readonly tenant: Tenant
  readonly scopes?: readonly string[]
  /** What stands in the header. */
  readonly value: string | undefined
  readonly check: TokenCheck
  /** The section of docs/guide/refusals.md. */
  readonly fix: string
  /** Default: the tenant's one key. */
  readonly keys?: KeySource
}

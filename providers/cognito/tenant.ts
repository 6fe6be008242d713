import type { Tenant } from '../tenant-value.ts'

/** Nothing: the stack brings its own user pool. */
export const cognitoTenant: Tenant = { prefix: 'COGNITO_', values: [] }

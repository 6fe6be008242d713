import { createHandler, noContent } from 'claimcheck'

/**
 * `DELETE /orders`: requires an access token with a scope. Scopes are plain names: where the provider puts a prefix before
 * them (`orders-api/orders.read` in Cognito), CLAIMCHECK_SCOPE_PREFIX removes it.
 */
export const handler = createHandler({
  auth: { tokenUse: 'access', scopes: ['orders.read'] },
  run: () => noContent(),
})

import { createHandler, ok } from 'claimcheck'

/** `GET /orders`: for callers with every one of these permissions (Auth0 with RBAC). */
export const handler = createHandler({
  principal: { provider: 'auth0', identitySource: '$request.header.Authorization' }, // instead of CLAIMCHECK_PROVIDER
  auth: { tokenUse: 'access', permissions: ['read:orders'] },
  run: ({ principal }) => ok({ permissions: principal.permissions }),
})

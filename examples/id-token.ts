import { createHandler, ok } from 'claimcheck'

/** `GET /me`: accepts id tokens only, so the principal has what an id token says of the user. */
export const handler = createHandler({
  auth: { tokenUse: 'id' },
  run: ({ principal }) => ok({ email: principal.email ?? null, verified: principal.emailVerified ?? false }),
})

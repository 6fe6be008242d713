import { createHandler, ok } from 'claimcheck'

/** `POST /imports`: for other services, whose tokens come from a client credentials grant and belong to no user. */
export const handler = createHandler({
  auth: { kind: 'client' },
  run: ({ principal }) => ok({ importedBy: principal.clientId }),
})

import { createHandler, ok } from 'claimcheck'

/** `GET /reports`: for users in at least one of these groups. */
export const handler = createHandler({
  auth: { kind: 'user', groups: ['admin', 'auditor'] },
  run: ({ principal }) => ok({ groups: principal.groups }),
})

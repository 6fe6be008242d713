import { createHandler, ok } from 'claimcheck'

export const handler = createHandler({
  auth: { tokenUse: 'access' },
  run: async ({ principal }) => ok({ greets: principal.subject }),
})

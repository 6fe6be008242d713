import { createHandler, ok } from 'claimcheck'
import * as z from 'zod'

const Me = z.object({
  subject: z.string(),
  tokenUse: z.enum(['id', 'access']),
  kind: z.enum(['user', 'client']),
  groups: z.array(z.string()).readonly(),
})

/** `GET /me`: who is calling. Any token that the authorizer accepts will do. */
export const handler = createHandler({
  responses: { 200: Me },
  run: async ({ principal: { subject, tokenUse, kind, groups } }) => ok({ subject, tokenUse, kind, groups }),
})

import middy from '@middy/core'
import {
  ok,
  principal,
  problemDetails,
  requestLog,
  requireAuth,
  type WithBody,
  type WithPrincipal,
  zodBody,
} from 'claimcheck'
import * as z from 'zod'

const Note = z.object({ title: z.string() })

/** The middleware one by one, in a chain of your own, in the order in which `createHandler` uses them. */
export const handler = middy<WithPrincipal & WithBody<typeof Note>>()
  .use(requestLog())
  .use(problemDetails())
  .use(principal())
  .use(requireAuth({ kind: 'user' }))
  .use(zodBody(Note))
  .handler(async ({ principal, body }) => ok({ owner: principal.key, title: body.title }))

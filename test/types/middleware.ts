// Compiled by `tsc`, never run: the middleware taken one by one, by somebody who builds a chain with Middy.
import middy from '@middy/core'
import * as z from 'zod'
import {
  HttpProblem,
  ok,
  type Principal,
  principal,
  problemDetails,
  requestLog,
  requireAuth,
  type WithBody,
  type WithPrincipal,
  zodBody,
} from '../../src/index.ts'
import { assertType, type Equals } from './equals.ts'

const Note = z.object({ title: z.string(), pinned: z.boolean().default(false) })

middy(async (event: WithPrincipal & WithBody<typeof Note>) => {
  assertType<Equals<typeof event.principal, Principal>>()
  assertType<Equals<typeof event.body, { title: string; pinned: boolean }>>()
  return ok({ subject: event.principal.subject, title: event.body.title, route: event.routeKey })
})
  .use(requestLog())
  .use(problemDetails())
  .use(principal())
  .use(requireAuth({ scopes: ['notes.write'] }))
  .use(zodBody(Note))

middy()
  .use(principal())
  .use(zodBody(Note))
  .handler(async (event) => {
    assertType<Equals<typeof event.principal, Principal>>()
    // @ts-expect-error the body is the schema's output
    return ok(event.body.titel)
  })

middy()
  .use(zodBody(Note))
  // @ts-expect-error without principal() nobody knows the caller
  .handler(async (event) => ok(event.principal))

// @ts-expect-error there is no such option
requireAuth({ scope: ['notes.write'] })

// @ts-expect-error an id token has no scopes
requireAuth({ tokenUse: 'id', scopes: ['notes.write'] })

// @ts-expect-error not a schema
zodBody({ title: 'string' })

// @ts-expect-error the codes are a closed table
new HttpProblem('ERR_NOTE_LOST')

// @ts-expect-error a status is not a code
new HttpProblem(404)

import middy from '@middy/core'
import httpErrorHandler from '@middy/http-error-handler'
import httpJsonBodyParser from '@middy/http-json-body-parser'
import { createError } from '@middy/util'
import { ProfileInput } from '../../../src/profile/schema.ts'
import { callerOf, type HttpEvent } from '../caller.ts'
import { entityTag } from '../entity-tag.ts'
import { problemOf, problemType } from '../problem.ts'
import { ProfileStore } from '../resolved-store.ts'

const profiles = new ProfileStore()

// The error handler would write each refusal with its stack to the log: left out, since no other contender does.
export const handler = middy<HttpEvent>()
  .use(httpJsonBodyParser())
  .use(httpErrorHandler({ logger: false }))
  .handler(async (event: HttpEvent) => {
    const read = ProfileInput.safeParse(event.body)
    if (!read.success) throw refusal(problemOf(read.error.issues))
    const principal = callerOf(event)
    const { profile } = await profiles.put(principal, read.data)
    return {
      statusCode: 201,
      headers: {
        'content-type': 'application/json',
        location: '/profile',
        etag: entityTag(principal, profile.version),
      },
      body: JSON.stringify(profile),
    }
  })

function refusal(problem: object): Error {
  return Object.assign(createError(422, JSON.stringify(problem)), {
    headers: { 'Content-Type': problemType },
  })
}

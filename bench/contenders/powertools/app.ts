import { RequestValidationError, Router } from '@aws-lambda-powertools/event-handler/http'
import type { Context } from 'aws-lambda'
import { ProfileInput } from '../../../src/profile/schema.ts'
import { callerOf, type HttpEvent } from '../caller.ts'
import { entityTag } from '../entity-tag.ts'
import { problemOf, problemType } from '../problem.ts'
import { ProfileStore } from '../resolved-store.ts'

const profiles = new ProfileStore()
const app = new Router()

app.post(
  '/profile',
  async ({ event, valid }) => {
    const principal = callerOf(event as HttpEvent)
    const { profile } = await profiles.put(principal, valid.req.body)
    return {
      statusCode: 201,
      headers: {
        'content-type': 'application/json',
        location: '/profile',
        etag: entityTag(principal, profile.version),
      },
      body: JSON.stringify(profile),
    }
  },
  { validation: { req: { body: ProfileInput } } },
)

app.get('/profile', async ({ event }) => {
  const principal = callerOf(event as HttpEvent)
  const profile = await profiles.get(principal)
  const body = JSON.stringify({ principal, profile })
  return {
    statusCode: 200,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      etag: entityTag(principal, profile?.version),
    },
    body,
  }
})

interface Issue {
  readonly path: readonly unknown[]
  readonly message: string
}

// It validates the body as one member of the request, so each path starts with "body".
app.errorHandler(RequestValidationError, async (error) => {
  const issues = (error.details?.issues ?? []) as Issue[]
  return {
    statusCode: 422,
    headers: { 'content-type': problemType },
    body: JSON.stringify(problemOf(issues.map(({ path, message }) => ({ path: path.slice(1), message })))),
  }
})

export const handler = (event: unknown, context: Context) => app.resolve(event, context)

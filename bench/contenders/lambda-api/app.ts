import type { Context } from 'aws-lambda'
import createApi, { type Request, type Response } from 'lambda-api'
import { ProfileInput } from '../../../src/profile/schema.ts'
import { callerOf, type HttpEvent } from '../caller.ts'
import { entityTag } from '../entity-tag.ts'
import { problemOf, problemType } from '../problem.ts'
import { ProfileStore } from '../resolved-store.ts'

const profiles = new ProfileStore()
const api = createApi()

api.post('/profile', async (request: Request, response: Response) => {
  const read = ProfileInput.safeParse(request.body)
  if (!read.success) {
    return response
      .status(422)
      .header('content-type', problemType)
      .send(JSON.stringify(problemOf(read.error.issues)))
  }
  const principal = callerOf(contextOf(request))
  const { profile } = await profiles.put(principal, read.data)
  return response
    .status(201)
    .header('location', '/profile')
    .header('etag', entityTag(principal, profile.version))
    .json(profile)
})

api.get('/profile', async (request: Request, response: Response) => {
  const principal = callerOf(contextOf(request))
  const profile = await profiles.get(principal)
  const body = JSON.stringify({ principal, profile })
  return response
    .header('cache-control', 'no-store')
    .header('etag', entityTag(principal, profile?.version))
    .header('content-type', 'application/json')
    .send(body)
})

// Its types know payload format 1.0 only.
function contextOf({ requestContext }: Request) {
  return { requestContext } as unknown as Pick<HttpEvent, 'requestContext'>
}

export const handler = (event: HttpEvent, context: Context) => api.run(event as never, context)

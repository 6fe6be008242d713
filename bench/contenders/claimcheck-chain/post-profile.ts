import middy from '@middy/core'
import {
  created,
  ok,
  principal,
  problemDetails,
  requireAuth,
  type WithBody,
  type WithPrincipal,
  zodBody,
} from '../../../src/index.ts'
import { etagOf, readPreconditions } from '../../../src/profile/preconditions.ts'
import { ProfileInput } from '../../../src/profile/schema.ts'
import { ProfileStore } from '../resolved-store.ts'

const profiles = new ProfileStore()

export const handler = middy<WithPrincipal & WithBody<typeof ProfileInput>>()
  .use(problemDetails())
  .use(principal())
  .use(requireAuth({ kind: 'user' }))
  .use(zodBody(ProfileInput))
  .handler(async (event) => {
    const { principal, body } = event
    const { profile, isNew } = await profiles.put(principal, body, readPreconditions(event))
    const answer = { etag: etagOf(principal, profile) }
    return isNew ? created('/profile', profile, answer) : ok(profile, answer)
  })

import middy from '@middy/core'
import { ok, principal, problemDetails, type WithPrincipal } from '../../../src/index.ts'
import { etagOf } from '../../../src/profile/preconditions.ts'
import { ProfileStore } from '../resolved-store.ts'

const profiles = new ProfileStore()

export const handler = middy<WithPrincipal>()
  .use(problemDetails())
  .use(principal())
  .handler(async ({ principal }) => {
    const profile = await profiles.get(principal)
    return ok(
      { principal, profile },
      { 'cache-control': 'no-store', ...(profile && { etag: etagOf(profile) }) },
    )
  })

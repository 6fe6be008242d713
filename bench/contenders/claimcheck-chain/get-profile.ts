import middy from '@middy/core'
import {
  conditional,
  type HttpEvent,
  ok,
  principal,
  problemDetails,
  type WithPrincipal,
} from '../../../src/index.ts'
import { etagOf } from '../../../src/profile/preconditions.ts'
import { ProfileStore } from '../resolved-store.ts'

const profiles = new ProfileStore()

export const handler = middy<WithPrincipal>()
  .use(problemDetails())
  .use(principal())
  .handler(async (event) => {
    const { principal } = event
    const profile = await profiles.get(principal)
    const tag = profile ? { etag: etagOf(principal, profile) } : {}
    const response = ok({ principal, profile }, { 'cache-control': 'no-store', ...tag })
    return conditional(event as HttpEvent, response, { exists: profile !== null })
  })

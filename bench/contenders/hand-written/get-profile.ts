import { callerOf, type HttpEvent } from '../caller.ts'
import { entityTag } from '../entity-tag.ts'
import { ProfileStore } from '../resolved-store.ts'

const profiles = new ProfileStore()

export async function handler(event: HttpEvent) {
  const principal = callerOf(event)
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
}

import { callerOf, type HttpEvent } from '../caller.ts'
import { ProfileStore } from '../resolved-store.ts'

const profiles = new ProfileStore()

export async function handler(event: HttpEvent) {
  const principal = callerOf(event)
  const profile = await profiles.get(principal)
  return {
    statusCode: 200,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      etag: `"${profile?.version}"`,
    },
    body: JSON.stringify({ principal, profile }),
  }
}

import { ProfileInput } from '../../../src/profile/schema.ts'
import { callerOf, type HttpEvent } from '../caller.ts'
import { entityTag } from '../entity-tag.ts'
import { problemOf, problemType } from '../problem.ts'
import { ProfileStore } from '../resolved-store.ts'

const profiles = new ProfileStore()

export async function handler(event: HttpEvent) {
  const read = ProfileInput.safeParse(JSON.parse(event.body ?? ''))
  if (!read.success) return json(422, problemOf(read.error.issues), { 'content-type': problemType })
  const principal = callerOf(event)
  const { profile } = await profiles.put(principal, read.data)
  return json(201, profile, {
    'content-type': 'application/json',
    location: '/profile',
    etag: entityTag(principal, profile.version),
  })
}

function json(statusCode: number, body: unknown, headers: Record<string, string>) {
  return { statusCode, headers, body: JSON.stringify(body) }
}

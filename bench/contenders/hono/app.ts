import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { handle, type LambdaEvent } from 'hono/aws-lambda'
import { ProfileInput } from '../../../src/profile/schema.ts'
import { callerOf, type HttpEvent } from '../caller.ts'
import { entityTag } from '../entity-tag.ts'
import { problemOf, problemType } from '../problem.ts'
import { ProfileStore } from '../resolved-store.ts'

const profiles = new ProfileStore()
const app = new Hono<{ Bindings: { event: LambdaEvent & HttpEvent } }>()

const body = zValidator('json', ProfileInput, (result, context) => {
  if (result.success) return
  return context.json(problemOf(result.error.issues), 422, { 'content-type': problemType })
})

app.post('/profile', body, async (context) => {
  const principal = callerOf(context.env.event)
  const { profile } = await profiles.put(principal, context.req.valid('json'))
  const etag = entityTag(principal, profile.version)
  return context.json(profile, 201, { location: '/profile', etag })
})

app.get('/profile', async (context) => {
  const principal = callerOf(context.env.event)
  const profile = await profiles.get(principal)
  const shown = JSON.stringify({ principal, profile })
  return context.body(shown, 200, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    etag: entityTag(principal, profile?.version),
  })
})

export const handler = handle(app)

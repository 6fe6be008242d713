import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { handle, type LambdaEvent } from 'hono/aws-lambda'
import { ProfileInput } from '../../../src/profile/schema.ts'
import { callerOf, type HttpEvent } from '../caller.ts'
import { problemOf, problemType } from '../problem.ts'
import { ProfileStore } from '../resolved-store.ts'

const profiles = new ProfileStore()
const app = new Hono<{ Bindings: { event: LambdaEvent & HttpEvent } }>()

const body = zValidator('json', ProfileInput, (result, context) => {
  if (result.success) return
  return context.json(problemOf(result.error.issues), 422, { 'content-type': problemType })
})

app.post('/profile', body, async (context) => {
  const { profile } = await profiles.put(callerOf(context.env.event), context.req.valid('json'))
  return context.json(profile, 201, { location: '/profile', etag: `"${profile.version}"` })
})

app.get('/profile', async (context) => {
  const principal = callerOf(context.env.event)
  const profile = await profiles.get(principal)
  return context.json({ principal, profile }, 200, {
    'cache-control': 'no-store',
    etag: `"${profile?.version}"`,
  })
})

export const handler = handle(app)

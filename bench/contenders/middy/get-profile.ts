import middy from '@middy/core'
import httpErrorHandler from '@middy/http-error-handler'
import { callerOf, type HttpEvent } from '../caller.ts'
import { ProfileStore } from '../resolved-store.ts'

const profiles = new ProfileStore()

export const handler = middy<HttpEvent>()
  .use(httpErrorHandler({ logger: false }))
  .handler(async (event: HttpEvent) => {
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
  })

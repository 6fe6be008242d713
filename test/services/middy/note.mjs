import middy from '@middy/core'
import errorHandler from '@middy/http-error-handler'
import jsonBodyParser from '@middy/http-json-body-parser'

export const handler = middy()
  .use(jsonBodyParser())
  .use(errorHandler({ logger: false }))
  .handler(async ({ body }) => ({ statusCode: 201, body: JSON.stringify({ title: body.title }) }))

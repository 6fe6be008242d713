import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import middy from '@middy/core'
import httpErrorHandler from '@middy/http-error-handler'
import * as z from 'zod'
import { callerOf, type HttpEvent } from '../caller.ts'
import { entityTag } from '../entity-tag.ts'

const { PROFILE_TABLE } = z.object({ PROFILE_TABLE: z.string().min(1) }).parse(process.env)
const table = DynamoDBDocumentClient.from(new DynamoDBClient())

export const handler = middy<HttpEvent>()
  .use(httpErrorHandler({ logger: false }))
  .handler(async (event: HttpEvent) => {
    const principal = callerOf(event)
    const { Item } = await table.send(
      new GetCommand({ TableName: PROFILE_TABLE, Key: { key: principal.key }, ConsistentRead: true }),
    )
    const { profile, createdAt, updatedAt, version } = Item ?? {}
    const body = JSON.stringify({ principal, profile: { ...profile, createdAt, updatedAt, version } })
    return {
      statusCode: 200,
      headers: {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        etag: entityTag(principal, version),
      },
      body,
    }
  })

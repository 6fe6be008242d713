import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { callerOf, type HttpEvent } from '../caller.ts'
import { entityTag } from '../entity-tag.ts'

const table = DynamoDBDocumentClient.from(new DynamoDBClient())

export async function handler(event: HttpEvent) {
  const principal = callerOf(event)
  const { Item } = await table.send(
    new GetCommand({
      TableName: process.env.PROFILE_TABLE,
      Key: { key: principal.key },
      ConsistentRead: true,
    }),
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
}

import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { TableDefinition } from '../../plugin/service/service.ts'

/** A table `notes` with the key `id`. */
export const noteTable: TableDefinition = {
  logicalId: 'NoteTable',
  tableName: 'notes',
  properties: {
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  },
}

/** The same table with other properties. */
export function noteTableWith(properties: Record<string, unknown>): TableDefinition {
  return { ...noteTable, properties: { ...noteTable.properties, ...properties } }
}

export function connect(endpoint: string): DynamoDBDocumentClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  return DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: 'us-east-1', credentials }))
}

export async function putNote(endpoint: string, id: string): Promise<void> {
  await connect(endpoint).send(new PutCommand({ TableName: 'notes', Item: { id } }))
}

export async function hasNote(endpoint: string, id: string): Promise<boolean> {
  const { Item } = await connect(endpoint).send(new GetCommand({ TableName: 'notes', Key: { id } }))
  return Item !== undefined
}

import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { startTables, type Tables } from '../../plugin/local/dynamodb/start-tables.ts'
import type { Profile } from '../../src/profile/schema.ts'

/** Keyed as `ProfileTable` in serverless.yml. */
export function profileTable(tableName: string) {
  return {
    logicalId: tableName,
    tableName,
    properties: {
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
    },
  }
}

/** The embedded tables of `serverless local`, in a folder of their own. */
export function startProfileTables(folder: string, names: readonly string[]): Promise<Tables> {
  return startTables({ tables: names.map(profileTable), folder, log: () => {} })
}

/** The most that BatchWriteItem takes. */
const batchSize = 25

/** Writes a profile for each key, as `src/profile/store.ts` does. */
export async function writeProfiles(
  { endpoint }: Tables,
  tableName: string,
  keys: readonly string[],
  profile: Profile,
): Promise<void> {
  const { createdAt, updatedAt, version, ...input } = profile
  const client = new DynamoDBClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const table = DynamoDBDocumentClient.from(client)
  for (let start = 0; start < keys.length; start += batchSize) {
    const rows = keys.slice(start, start + batchSize)
    const puts = rows.map((key) => ({
      PutRequest: { Item: { key, profile: input, createdAt, updatedAt, version } },
    }))
    await table.send(new BatchWriteCommand({ RequestItems: { [tableName]: puts } }))
  }
  client.destroy()
}

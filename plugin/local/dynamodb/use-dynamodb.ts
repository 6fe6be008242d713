import {
  DynamoDBClient,
  DynamoDBServiceException,
  ListTablesCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import type { TableDefinition } from '../../service/service.ts'
import { UserError } from '../../user-error.ts'
import { readCreateTableInput } from './create-table-input.ts'
import { assertTable, ensureTable } from './ensure-table.ts'
import type { Tables } from './start-tables.ts'

export interface UseDynamodbOptions {
  readonly tables: readonly TableDefinition[]
  /** Without a slash at the end. */
  readonly url: string
  readonly region: string
  /** Those of the functions. */
  readonly credentials: TableCredentials
}

interface TableCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
}

/**
 * Uses a DynamoDB that runs already. Missing tables are created there, with stream and expiry where they are declared; on AWS itself
 * nothing is created: that is what a deploy is for.
 *
 * @throws {UserError} `ERR_DYNAMODB_UNREACHABLE`, `ERR_DYNAMODB_REFUSED`, `ERR_TABLE_MISSING`, `ERR_TABLE_CHANGED` or
 * `ERR_TABLE_DEFINITION`.
 */
export async function useDynamodb(options: UseDynamodbOptions): Promise<Tables> {
  const { tables, url: endpoint, region, credentials } = options
  const inputs = tables.map(readCreateTableInput)
  const client = new DynamoDBClient({ endpoint, region, credentials: plain(credentials), maxAttempts: 1 })
  try {
    await client.send(new ListTablesCommand({ Limit: 1 }), { requestTimeout: 10_000 })
    const isAws = new URL(endpoint).hostname.endsWith('.amazonaws.com')
    for (const [index, input] of inputs.entries()) {
      if (isAws) await assertTable(client, input)
      else if (await ensureTable(client, { ...input, ...streamOf(tables[index]) }, elsewhere))
        await enableExpiry(client, tables[index])
    }
  } catch (error) {
    throw explain(endpoint, error)
  } finally {
    client.destroy()
  }
  return { endpoint, close: async () => {} }
}

const elsewhere = 'Delete that table there, or restore the definition.'

function plain({ accessKeyId, secretAccessKey, sessionToken }: TableCredentials) {
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }
}

function streamOf(table: TableDefinition | undefined): object {
  const { StreamSpecification: stream } = (table?.properties ?? {}) as { StreamSpecification?: object }
  return stream ? { StreamSpecification: { ...stream, StreamEnabled: true } } : {}
}

async function enableExpiry(client: DynamoDBClient, table: TableDefinition | undefined): Promise<void> {
  const { TimeToLiveSpecification: expiry } = (table?.properties ?? {}) as {
    TimeToLiveSpecification?: { AttributeName: string; Enabled: boolean | string }
  }
  if (!table || !expiry || String(expiry.Enabled) !== 'true') return
  const TimeToLiveSpecification = { AttributeName: expiry.AttributeName, Enabled: true }
  await client.send(new UpdateTimeToLiveCommand({ TableName: table.tableName, TimeToLiveSpecification }))
}

function explain(url: string, error: unknown): unknown {
  if (error instanceof UserError) return error
  if (error instanceof DynamoDBServiceException)
    return new UserError(
      'ERR_DYNAMODB_REFUSED',
      `--dynamodb ${url} refused: ${error.name}: ${error.message}`,
      {
        cause: error,
      },
    )
  const { code, message } = error as NodeJS.ErrnoException
  return new UserError(
    'ERR_DYNAMODB_UNREACHABLE',
    `--dynamodb ${url} does not respond as DynamoDB does (${code ?? message}). ` +
      'Start it first, for example: docker run -p 8000:8000 amazon/dynamodb-local',
    { cause: error },
  )
}

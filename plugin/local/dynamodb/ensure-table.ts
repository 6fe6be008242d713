import { setImmediate } from 'node:timers/promises'
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  DynamoDBServiceException,
} from '@aws-sdk/client-dynamodb'
import { UserError } from '../../user-error.ts'
import { type CreateTableInput, describeKeys, type TableKeys } from './table-shape.ts'

type KnownTable = TableKeys & { readonly TableStatus: string }

/**
 * Makes the table, or keeps the one that is there with its rows.
 *
 * @throws {UserError} `ERR_TABLE_CHANGED` when the kept one has other keys or indexes than `shape`: rows cannot
 * follow such a change, and throwing them away is for the person to decide. `ERR_TABLE_DEFINITION` when dynalite
 * refuses to make it.
 */
export async function ensureTable(client: DynamoDBClient, shape: CreateTableInput): Promise<void> {
  const kept = await describeTable(client, shape.TableName)
  if (kept === undefined) return createTable(client, shape)
  const [found, wanted] = [describeKeys(kept), describeKeys(shape)]
  if (found === wanted) return
  throw new UserError(
    'ERR_TABLE_CHANGED',
    `Table ${shape.TableName} was made with\n${indent(found)}\nbut serverless.yml now wants\n${indent(wanted)}\n` +
      'Its rows cannot be carried over. Make it anew with --fresh (users, keys and rows start empty), ' +
      'or put the definition back.',
  )
}

async function describeTable(client: DynamoDBClient, TableName: string): Promise<KnownTable | undefined> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }))
    return Table as KnownTable
  } catch (error) {
    if (error instanceof DynamoDBServiceException && error.name === 'ResourceNotFoundException')
      return undefined
    throw error
  }
}

async function createTable(client: DynamoDBClient, shape: CreateTableInput): Promise<void> {
  try {
    await client.send(new CreateTableCommand(shape))
    while ((await describeTable(client, shape.TableName))?.TableStatus === 'CREATING') await setImmediate()
  } catch (error) {
    if (!(error instanceof DynamoDBServiceException)) throw error
    throw new UserError(
      'ERR_TABLE_DEFINITION',
      `Table ${shape.TableName} in serverless.yml is refused by the embedded DynamoDB: ${error.message}`,
      { cause: error },
    )
  }
}

function indent(lines: string): string {
  return lines.replaceAll(/^/gm, '  ')
}

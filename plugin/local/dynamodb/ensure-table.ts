import { setTimeout } from 'node:timers/promises'
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  DynamoDBServiceException,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb'
import { UserError } from '../../user-error.ts'
import { type CreateTableInput, describeKeys, type TableKeys } from './create-table-input.ts'

/** Between two looks at a table that is being created. */
const pauseMs = 10

type ExistingTable = TableKeys & { readonly TableStatus: string }

/**
 * Creates the table, or keeps the existing one with its rows.
 *
 * @throws {UserError} `ERR_TABLE_CHANGED` when the existing one has other keys or indexes than `input`: rows cannot
 * be converted, and deleting them is the user's decision. `ERR_TABLE_DEFINITION` when dynalite
 * refuses to create it.
 *
 * @param remedy what to do about rows that cannot be converted.
 * @returns whether it was created.
 */
export async function ensureTable(
  client: DynamoDBClient,
  input: CreateTableInput,
  remedy = 'Start with --fresh (deletes all rows, users and keys), or restore the definition.',
): Promise<boolean> {
  const existing = await describeTable(client, input.TableName)
  if (existing) assertSameKeys(existing, input, remedy)
  else await createTable(client, input)
  return existing === undefined
}

/** @throws {UserError} `ERR_TABLE_MISSING` without the table, `ERR_TABLE_CHANGED` as `ensureTable`. */
export async function assertTable(client: DynamoDBClient, input: CreateTableInput): Promise<void> {
  const existing = await describeTable(client, input.TableName)
  if (existing) return assertSameKeys(existing, input, 'Deploy the definition, or restore it.')
  throw new UserError(
    'ERR_TABLE_MISSING',
    `There is no table ${input.TableName} on AWS, and nothing is created there. Deploy the service first.`,
  )
}

/** Deletes all tables, and waits until they are gone. */
export async function deleteTables(client: DynamoDBClient): Promise<void> {
  for (;;) {
    const { TableNames = [] } = await client.send(new ListTablesCommand({}))
    if (TableNames.length === 0) return
    await Promise.all(TableNames.map((name) => deleteTable(client, name)))
  }
}

async function deleteTable(client: DynamoDBClient, TableName: string): Promise<void> {
  await client.send(new DeleteTableCommand({ TableName }))
  while (await describeTable(client, TableName)) await setTimeout(pauseMs)
}

function assertSameKeys(existing: ExistingTable, input: CreateTableInput, remedy: string): void {
  const [found, wanted] = [describeKeys(existing), describeKeys(input)]
  if (found === wanted) return
  throw new UserError(
    'ERR_TABLE_CHANGED',
    `Table ${input.TableName} was created with\n${indent(found)}\nbut serverless.yml now defines\n${indent(wanted)}\n` +
      `Its rows cannot be converted. ${remedy}`,
  )
}

async function describeTable(client: DynamoDBClient, TableName: string): Promise<ExistingTable | undefined> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }))
    return Table as ExistingTable
  } catch (error) {
    if (error instanceof DynamoDBServiceException && error.name === 'ResourceNotFoundException')
      return undefined
    throw error
  }
}

async function createTable(client: DynamoDBClient, input: CreateTableInput): Promise<void> {
  try {
    await client.send(new CreateTableCommand(input))
    while ((await describeTable(client, input.TableName))?.TableStatus === 'CREATING')
      await setTimeout(pauseMs)
  } catch (error) {
    if (!(error instanceof DynamoDBServiceException)) throw error
    throw new UserError(
      'ERR_TABLE_DEFINITION',
      `Table ${input.TableName} in serverless.yml: DynamoDB refuses it: ${error.message}`,
      { cause: error },
    )
  }
}

function indent(lines: string): string {
  return lines.replaceAll(/^/gm, '  ')
}

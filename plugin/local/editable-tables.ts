import type { TableDefinition } from '../service/service.ts'

export interface EditableTablesOptions {
  readonly tables: readonly TableDefinition[]
  /** `--dynamodb`; undefined for the embedded one. */
  readonly dynamodbUrl: string | undefined
}

/**
 * The names of the tables that the console may show and edit: those of the embedded DynamoDB, and of one that runs on this machine. Whatever
 * else `--dynamodb` names may be shared with others, or be AWS.
 */
export function editableTables({ tables, dynamodbUrl }: EditableTablesOptions): readonly string[] {
  return dynamodbUrl === undefined || isOnThisMachine(dynamodbUrl)
    ? tables.map(({ tableName }) => tableName)
    : []
}

function isOnThisMachine(url: string): boolean {
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}

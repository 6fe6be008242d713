import type { TableDefinition } from '../../service/service.ts'

/** What dynalite has, and what is added here. */
const supported = new Set([
  ...['BatchGetItem', 'BatchWriteItem', 'CreateTable', 'DeleteItem', 'DeleteTable', 'DescribeTable'],
  ...['DescribeTimeToLive', 'GetItem', 'ListTables', 'ListTagsOfResource', 'PutItem', 'Query', 'Scan'],
  ...['TagResource', 'UntagResource', 'UpdateItem', 'UpdateTable', 'TransactWriteItems', 'TransactGetItems'],
])

const remedy =
  'Start with --dynamodb URL to use a DynamoDB that does, such as DynamoDB Local (docs/guide/any-service.md).'

/**
 * Why the embedded table cannot do what a request asks for; undefined where it can, and for what DynamoDB would not know either.
 *
 * @param target the header `X-Amz-Target`: `DynamoDB_20120810.PutItem`.
 */
export function describeUnsupported(target: string): string | undefined {
  const [, api, operation = ''] = /^(DynamoDB|DynamoDBStreams)_\d+\.(\w+)$/.exec(target) ?? []
  if (api === undefined || (api === 'DynamoDB' && supported.has(operation))) return undefined
  return `The embedded table does not support ${operation}${familyOf(api, operation)}. ${remedy}`
}

function familyOf(api: string, operation: string): string {
  if (api === 'DynamoDBStreams') return ' (streams)'
  if (/Execute(Statement|Transaction)$/.test(operation)) return ' (PartiQL)'
  return operation === 'UpdateTimeToLive' ? ' (expiry of items)' : ''
}

/** A line for each table that asks for something which does not happen here. */
export function warnOfUnsupported(tables: readonly TableDefinition[]): string[] {
  return tables.flatMap(({ tableName, properties }) => {
    const { TimeToLiveSpecification: expiry, StreamSpecification: stream } = properties as Record<
      string,
      unknown
    >
    const what = [isOn(expiry) && 'items do not expire', stream && 'it has no stream'].filter(Boolean)
    return what.length > 0
      ? [`Table ${tableName}: ${what.join(' and ')} on the embedded table. ${remedy}`]
      : []
  })
}

function isOn(expiry: unknown): boolean {
  const { Enabled: enabled } = (expiry ?? {}) as { Enabled?: unknown }
  return enabled === true || enabled === 'true'
}

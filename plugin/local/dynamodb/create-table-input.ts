import * as z from 'zod'
import type { TableDefinition } from '../../service/service.ts'
import { describeIssues } from '../../system/describe-issues.ts'
import { UserError } from '../../user-error.ts'

/** DynamoDB developer guide, "Supported data types and naming rules": of tables and indexes. */
const namePattern = /^[a-zA-Z0-9_.-]{3,255}$/
const nameRule = 'must have 3 to 255 of the characters a-z, A-Z, 0-9, "_", "-" and "."'

const KeySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }))

// CloudFormation accepts numbers as text too.
const Throughput = z.object({
  ReadCapacityUnits: z.coerce.number(),
  WriteCapacityUnits: z.coerce.number(),
})

const Index = z.object({
  IndexName: z.string().regex(namePattern, nameRule),
  KeySchema,
  Projection: z.object({
    ProjectionType: z.enum(['ALL', 'INCLUDE', 'KEYS_ONLY']),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
})

const Properties = z.object({
  KeySchema,
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  LocalSecondaryIndexes: z.array(Index).optional(),
  GlobalSecondaryIndexes: z.array(Index.extend({ ProvisionedThroughput: Throughput.optional() })).optional(),
  BillingMode: z.enum(['PROVISIONED', 'PAY_PER_REQUEST']).optional(),
  ProvisionedThroughput: Throughput.optional(),
})

/** A table's CloudFormation properties as far as the embedded DynamoDB supports them: the input of `CreateTable`. */
export type CreateTableInput = z.infer<typeof Properties> & { readonly TableName: string }

/**
 * Reads the properties of an `AWS::DynamoDB::Table`. What has no meaning on one machine (point-in-time recovery,
 * deletion protection, encryption, time to live, tags, streams) is left out.
 *
 * @throws {UserError} `ERR_TABLE_DEFINITION` when name, keys, indexes or billing are not what CloudFormation accepts.
 */
export function readCreateTableInput({
  logicalId,
  tableName,
  properties,
}: TableDefinition): CreateTableInput {
  if (!namePattern.test(tableName)) {
    throw new UserError(
      'ERR_TABLE_DEFINITION',
      `Resource ${logicalId} in serverless.yml: TableName is "${tableName}"; it ${nameRule}.`,
    )
  }
  const read = Properties.safeParse(properties)
  if (read.success) return { ...read.data, TableName: tableName }
  throw new UserError(
    'ERR_TABLE_DEFINITION',
    `Resource ${logicalId} in serverless.yml cannot be created here: ${describeIssues(read.error.issues, 'its properties')}.`,
  )
}

/** What `describeKeys` needs; `DescribeTable` returns it too. */
export type TableKeys = Pick<CreateTableInput, 'KeySchema' | 'AttributeDefinitions'> & {
  readonly LocalSecondaryIndexes?: readonly z.infer<typeof Index>[] | undefined
  readonly GlobalSecondaryIndexes?: readonly z.infer<typeof Index>[] | undefined
}

/** Keys and indexes in words, a line each: what cannot change while a table keeps its rows. */
export function describeKeys(table: TableKeys): string {
  const types = new Map(table.AttributeDefinitions.map((one) => [one.AttributeName, one.AttributeType]))
  const keys = (schema: CreateTableInput['KeySchema']) =>
    schema.map((key) => `${key.AttributeName} ${types.get(key.AttributeName)} ${key.KeyType}`).join(', ')
  const index = (kind: string) => (one: z.infer<typeof Index>) =>
    `${kind} index ${one.IndexName}: ${keys(one.KeySchema)}, ${projection(one.Projection)}`
  const indexes = [
    ...(table.LocalSecondaryIndexes ?? []).map(index('local')),
    ...(table.GlobalSecondaryIndexes ?? []).map(index('global')),
  ]
  return [`key: ${keys(table.KeySchema)}`, ...indexes.sort()].join('\n')
}

function projection({ ProjectionType, NonKeyAttributes = [] }: z.infer<typeof Index>['Projection']): string {
  return [ProjectionType, ...NonKeyAttributes.toSorted()].join(' ')
}

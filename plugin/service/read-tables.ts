import { UserError } from '../user-error.ts'
import { conditionHolds, resolveText, resolveTree } from './intrinsics/resolve.ts'
import type { ReferenceTargets } from './intrinsics/targets.ts'
import type { TemplateResource } from './serverless.ts'
import type { LocalService, NotServed, TableDefinition } from './service.ts'

type Resources = Readonly<Record<string, TemplateResource>>

/** Where the resources were read, and how a table without a name is called. */
export interface TableContext extends Pick<LocalService, 'name' | 'stage'> {
  /** For messages: `serverless.yml`. */
  readonly file: string
  readonly targets: ReferenceTargets
}

/** The tables that a template creates, and those that it does not describe well enough. */
export interface ReadTables {
  readonly tables: readonly TableDefinition[]
  readonly notServed: readonly NotServed[]
}

/** A global table is one table on one machine. */
const tableTypes = new Set(['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'])

export function readTables(resources: Resources, context: TableContext): ReadTables {
  const read = Object.entries(resources)
    .filter(([, { Type }]) => tableTypes.has(Type))
    .map(([logicalId, resource]) => readOrName(logicalId, resource, context))
  return {
    tables: read.filter((each) => each !== undefined && 'tableName' in each),
    notServed: read.filter((each) => each !== undefined && 'reason' in each),
  }
}

function readOrName(
  logicalId: string,
  resource: TemplateResource,
  context: TableContext,
): TableDefinition | NotServed | undefined {
  try {
    return readTable(logicalId, resource, context)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { name: `table ${logicalId}`, reason: error.message, remedy: 'Correct the value there.' }
  }
}

function readTable(
  logicalId: string,
  { Type, Condition, Properties = {} }: TemplateResource,
  { name, stage, file, targets }: TableContext,
): TableDefinition | undefined {
  const where = `${file}, resource ${logicalId}`
  if (Condition !== undefined && !conditionHolds(Condition, targets, where)) return undefined
  const tableName = resolveText(
    Properties.TableName ?? `${name}-${stage}-${logicalId}`,
    targets,
    `${where}, TableName`,
  )
  const own = resolveTree(Properties, targets, where) as TableDefinition['properties']
  const properties = Type === 'AWS::DynamoDB::Table' ? own : { ...own, BillingMode: 'PAY_PER_REQUEST' }
  return { logicalId, tableName, properties }
}

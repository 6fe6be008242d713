import type { DeclaredService } from '../../service/read-service.ts'
import type { NotServed, TableDefinition } from '../../service/service.ts'
import { UserError } from '../../user-error.ts'
import { readCreateTableInput } from './create-table-input.ts'

/** The service with the tables that can be created; the others are named, and stop nothing. */
export function withCreatableTables(declared: DeclaredService): DeclaredService {
  const obstacles = new Map(declared.tables.map((table) => [table, findObstacle(table)]))
  return {
    ...declared,
    tables: declared.tables.filter((table) => !obstacles.get(table)),
    notServed: [...declared.notServed, ...[...obstacles.values()].filter((each) => each !== undefined)],
  }
}

function findObstacle(table: TableDefinition): NotServed | undefined {
  try {
    readCreateTableInput(table)
    return undefined
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const reason = error.message.replace(/\.$/, '').replaceAll(/\s+/g, ' ')
    return {
      name: `table ${table.logicalId}`,
      reason,
      remedy: 'Correct the resource: CloudFormation would reject it too.',
    }
  }
}

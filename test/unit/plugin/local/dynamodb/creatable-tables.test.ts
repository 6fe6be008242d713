import { expect, test } from '@jest/globals'
import { withCreatableTables } from '../../../../../plugin/local/dynamodb/creatable-tables.ts'
import type { DeclaredService } from '../../../../../plugin/service/read-service.ts'

const properties = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
}

test('names a table that cannot be created, and keeps the others', () => {
  const tables = [
    { logicalId: 'Good', tableName: 'good', properties },
    { logicalId: 'Bad', tableName: 'bad', properties: { ...properties, KeySchema: 'pk' } },
  ]
  const { tables: kept, notServed } = withCreatableTables({
    tables,
    notServed: [],
  } as unknown as DeclaredService)

  expect(kept.map(({ logicalId }) => logicalId)).toEqual(['Good'])
  expect(notServed).toEqual([
    expect.objectContaining({ name: 'table Bad', reason: expect.stringContaining('KeySchema') }),
  ])
})

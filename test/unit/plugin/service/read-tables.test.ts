import { expect, test } from '@jest/globals'
import { readTables } from '../../../../plugin/service/read-tables.ts'
import { referenceTargets } from '../../../../plugin/service/references.ts'

const place = { name: 'notes', stage: 'dev', region: 'eu-west-1' }
const template = { Conditions: { Never: { 'Fn::Equals': [1, 2] }, Always: { 'Fn::Equals': [1, 1] } } }
const context = { ...place, file: 'serverless.yml', targets: referenceTargets(place, { template }) }
const Type = 'AWS::DynamoDB::Table'

test('reads tables and global tables, whose billing is theirs', () => {
  const { tables, notServed } = readTables(
    {
      Own: { Type, Properties: { TableName: { 'Fn::ImportValue': 'shared' } } },
      Global: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { Replicas: [] } },
      Bucket: { Type: 'AWS::S3::Bucket' },
    },
    context,
  )

  expect(tables.map(({ tableName }) => tableName)).toEqual(['local-shared', 'notes-dev-Global'])
  expect(tables[1]?.properties).toMatchObject({ BillingMode: 'PAY_PER_REQUEST' })
  expect(notServed).toEqual([])
})

test('leaves out a table whose condition is not met', () => {
  const resources = { A: { Type, Condition: 'Never' }, B: { Type, Condition: 'Always' } }

  expect(readTables(resources, context).tables.map(({ logicalId }) => logicalId)).toEqual(['B'])
})

test('names a table that cannot be read, with file and property, and keeps the others', () => {
  const resources = { A: { Type, Properties: { TableName: ['x'] } }, B: { Type } }
  const { tables, notServed } = readTables(resources, context)

  expect(tables).toHaveLength(1)
  expect(notServed).toEqual([
    {
      name: 'table A',
      reason: 'serverless.yml, resource A, TableName: found a list, expected a text',
      remedy: 'Correct the value there.',
    },
  ])
})

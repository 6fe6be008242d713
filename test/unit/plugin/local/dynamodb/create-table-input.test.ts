import { describe, expect, test } from '@jest/globals'
import {
  describeKeys,
  readCreateTableInput,
} from '../../../../../plugin/local/dynamodb/create-table-input.ts'
import { UserError } from '../../../../../plugin/user-error.ts'

const keys = {
  KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'owner', AttributeType: 'S' }],
}

function read(properties: Record<string, unknown>) {
  return readCreateTableInput({ logicalId: 'NoteTable', tableName: 'notes', properties })
}

const byDate = {
  IndexName: 'byDate',
  KeySchema: [
    { AttributeName: 'owner', KeyType: 'HASH' },
    { AttributeName: 'date', KeyType: 'RANGE' },
  ],
  Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['title', 'size'] },
}
const byName = { ...byDate, IndexName: 'byName' }
const indexed = {
  ...keys,
  AttributeDefinitions: [...keys.AttributeDefinitions, { AttributeName: 'date', AttributeType: 'N' }],
  GlobalSecondaryIndexes: [byDate],
}

describe('readCreateTableInput', () => {
  test('given what has no meaning on one machine, when it is read, then it is left out', () => {
    const shape = read({
      ...keys,
      BillingMode: 'PAY_PER_REQUEST',
      TableName: { 'Fn::Sub': '$' + '{AWS::StackName}-notes' },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
      SSESpecification: { SSEEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      Tags: [{ Key: 'a', Value: 'b' }],
    })

    expect(shape).toEqual({ ...keys, BillingMode: 'PAY_PER_REQUEST', TableName: 'notes' })
  })

  test('given capacity as text, as CloudFormation allows, when it is read, then it is numbers', () => {
    const { ProvisionedThroughput } = read({
      ...keys,
      ProvisionedThroughput: { ReadCapacityUnits: '5', WriteCapacityUnits: 1 },
    })

    expect(ProvisionedThroughput).toEqual({ ReadCapacityUnits: 5, WriteCapacityUnits: 1 })
  })

  test('given indexes, when they are read, then keys and projection are kept and the rest is not', () => {
    const index = { ...byDate, ContributorInsightsSpecification: { Enabled: true } }

    const shape = read({ ...indexed, LocalSecondaryIndexes: [index], GlobalSecondaryIndexes: [index] })

    expect(shape.LocalSecondaryIndexes).toEqual([byDate])
    expect(shape.GlobalSecondaryIndexes).toEqual([byDate])
  })

  test.each([
    ['no key', {}, 'KeySchema'],
    [
      'a key of an unknown kind',
      { ...keys, KeySchema: [{ AttributeName: 'owner', KeyType: 'SORT' }] },
      'KeyType',
    ],
    ['no attribute types', { KeySchema: keys.KeySchema }, 'AttributeDefinitions'],
    ['an unresolved reference', { ...keys, BillingMode: { Ref: 'Mode' } }, 'BillingMode'],
  ])('given %s, when it is read, then the resource and the property are named', (_, properties, property) => {
    const reading = () => read(properties)

    expect(reading).toThrow(UserError)
    expect(reading).toThrow(expect.objectContaining({ code: 'ERR_TABLE_DEFINITION' }))
    expect(reading).toThrow(new RegExp(`NoteTable.*${property}`, 's'))
  })
})

describe('describeKeys', () => {
  test('given a table with an index, when it is described, then keys, types and projection are there', () => {
    expect(describeKeys(read(indexed))).toBe(
      'key: owner S HASH\nglobal index byDate: owner S HASH, date N RANGE, INCLUDE size title',
    )
  })

  test.each([
    ['another order of attributes', { AttributeDefinitions: indexed.AttributeDefinitions.toReversed() }],
    ['another order of indexes', { GlobalSecondaryIndexes: [byName, byDate] }],
    ['another billing mode', { BillingMode: 'PAY_PER_REQUEST' }],
  ])('given %s, when it is described, then it is the same table', (_, change) => {
    const table = { ...indexed, GlobalSecondaryIndexes: [byDate, byName] }

    expect(describeKeys(read({ ...table, ...change }))).toBe(describeKeys(read(table)))
  })

  test.each([
    ['another key', { KeySchema: byDate.KeySchema }],
    [
      'another type',
      { AttributeDefinitions: indexed.AttributeDefinitions.map((one) => ({ ...one, AttributeType: 'B' })) },
    ],
    ['no index', { GlobalSecondaryIndexes: undefined }],
    ['a local index', { GlobalSecondaryIndexes: undefined, LocalSecondaryIndexes: [byDate] }],
    [
      'another projection',
      { GlobalSecondaryIndexes: [{ ...byDate, Projection: { ProjectionType: 'ALL' } }] },
    ],
  ])('given %s, when it is described, then it is another table', (_, change) => {
    expect(describeKeys(read({ ...indexed, ...change }))).not.toBe(describeKeys(read(indexed)))
  })
})

import { describe, expect, test } from '@jest/globals'
import { addedSince } from '../../../../../plugin/deploy/rehearse/inventory.ts'
import { sortLeftovers } from '../../../../../plugin/deploy/rehearse/leftovers.ts'

const table = { type: 'AWS::DynamoDB::Table', name: 'profiles' }
const group = { type: 'AWS::Logs::LogGroup', name: '/aws/lambda/get' }
const role = { type: 'AWS::IAM::Role', name: 'profiles' }

describe('what a removed stack leaves', () => {
  test('given two inventories, when compared, then what is new in the second is told, by type and name', () => {
    expect(addedSince([table], [table, group, role])).toEqual([group, role])
    expect(addedSince([table, group], [table])).toEqual([])
  })

  test('given a template that retains tables, when sorted, then a table is kept and a log group is an orphan', () => {
    const left = { kept: [table], orphans: [group] }
    expect(sortLeftovers([table, group], { retainedTypes: ['AWS::DynamoDB::Table'] })).toEqual(left)
  })

  test('given a template that retains nothing, when sorted, then all are orphans', () => {
    expect(sortLeftovers([table], { retainedTypes: [] })).toEqual({ kept: [], orphans: [table] })
  })
})

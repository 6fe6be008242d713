import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { HttpProblem } from '../../../../../src/index.ts'
import { connectTable } from '../../../../../src/profile/dynamodb/connect-table.ts'
import {
  type DynamoAnswer,
  type DynamoDouble,
  dynamoError,
  startDynamoDouble,
} from '../../../../support/dynamo-double.ts'

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
const getItem = { TableName: 'profiles', Key: { key: 'issuer#ada' } }
const found: DynamoAnswer = (response) => void response.end('{"Item":{"key":{"S":"issuer#ada"}}}')
const throttled = dynamoError(400, 'com.amazonaws.dynamodb.v20120810#ThrottlingException')

let double: DynamoDouble
/** The table's next answers; none is left to give once the test is over. */
let answers: DynamoAnswer[]
beforeAll(async () => {
  double = await startDynamoDouble((response, request) => answers.shift()?.(response, request))
})
afterAll(() => double.close())

describe('connectTable', () => {
  test('given a table that throttles twice, when it is asked, then the third answer counts', async () => {
    answers = [throttled, throttled, found]
    const ask = connectTable({ region: 'us-east-1', endpoint: double.endpoint, credentials })

    expect(await ask('GetItem', getItem)).toEqual({ Item: { key: 'issuer#ada' } })
  })

  test('given a table that throttles on, when it is asked, then it is given up after three times', async () => {
    answers = [throttled, throttled, throttled, found]
    const ask = connectTable({ region: 'us-east-1', endpoint: double.endpoint, credentials })

    await expect(ask('GetItem', getItem)).rejects.toMatchObject({ code: 'ERR_UNAVAILABLE' })
    expect(answers).toEqual([found])
  })

  test('given a refusal, when the table is asked, then it is asked once', async () => {
    answers = [dynamoError(400, 'com.amazon.coral.service#AccessDeniedException'), found]
    const ask = connectTable({ region: 'us-east-1', endpoint: double.endpoint, credentials })

    const refused = ask('GetItem', getItem)

    await expect(refused).rejects.toMatchObject({ name: 'AccessDeniedException' })
    await expect(refused).rejects.not.toBeInstanceOf(HttpProblem)
    expect(answers).toEqual([found])
  })

  test('given no region, when the table is asked and not before, then the error names the variable', async () => {
    const ask = connectTable(undefined)

    await expect(ask('GetItem', getItem)).rejects.toThrow(/AWS_REGION is missing/)
  })
})

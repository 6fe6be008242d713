import { expect, test } from '@jest/globals'
import { noteHelpers } from '../../../../../plugin/commands/offline/helper-plugins.ts'

class ServerlessDynamoDBPlugin {}
class ServerlessOfflineSQS {}
class ServerlessEsbuild {}

test('names plugins that start something of their own, and no others', () => {
  expect(noteHelpers([new ServerlessEsbuild()])).toEqual([])
  expect(noteHelpers([new ServerlessDynamoDBPlugin(), new ServerlessOfflineSQS()])).toEqual([
    expect.stringContaining('serverless-dynamodb starts a DynamoDB of its own'),
    expect.stringContaining('serverless-offline-sqs calls the functions of sqs events'),
  ])
})

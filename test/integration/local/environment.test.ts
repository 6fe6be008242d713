import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startTables, type Tables } from '../../../plugin/local/dynamodb/start-tables.ts'
import { type LocalApi, startLocal } from '../../../plugin/testing/index.ts'
import { writeService } from '../../support/service-fixture.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'

const serverlessYml = `
provider:
  name: aws
  runtime: nodejs24.x
  environment: { FROM_YML: yml, FROM_BOTH: yml }
functions:
  show:
    handler: show.handler
    events: [{ httpApi: { method: GET, path: /show } }]
resources:
  Resources:
    Notes:
      Type: AWS::DynamoDB::Table
      Properties:
        TableName: notes
        BillingMode: PAY_PER_REQUEST
        KeySchema: [{ AttributeName: id, KeyType: HASH }]
        AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
`

const handler = `
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb')
const { openSync, fstatSync } = require('node:fs')
exports.handler = async () => {
  await new DynamoDBClient({}).send(new PutItemCommand({ TableName: 'notes', Item: { id: { S: 'a' } } }))
  const { mode } = fstatSync(openSync('written', 'w'))
  return { ...process.env, mode: (mode & 0o777).toString(8) }
}
`

let service: TemporaryFolder
let elsewhere: TemporaryFolder
let tables: Tables
let api: LocalApi

beforeAll(async () => {
  service = await writeService(serverlessYml, {
    'show.js': handler,
    '.env.local': 'FROM_BOTH=file\nFROM_FILE="two words"\nAWS_SECRET_ACCESS_KEY=real\n',
  })
  elsewhere = await temporaryFolder()
  tables = await startTables({ tables: [], folder: join(elsewhere.path, 'table'), log: () => {} })
  await writeFile(join(elsewhere.path, 'more.env'), 'FROM_MORE=more\n')
  api = await startLocal({
    dir: service.path,
    args: [
      ...['--env-file', '.env.local', '--env-file', join(elsewhere.path, 'more.env')],
      ...['--dynamodb', tables.endpoint],
    ],
  })
}, 60_000)

afterAll(async () => {
  await api?.close()
  await tables?.close()
  await Promise.all([service, elsewhere].map((folder) => folder?.remove()))
})

test('a function sees the files over serverless.yml, the other DynamoDB, and no credentials of a file', async () => {
  const answer = (await (await api.fetch('/show')).json()) as Record<string, string>

  expect(answer).toMatchObject({
    FROM_YML: 'yml',
    FROM_BOTH: 'file',
    FROM_FILE: 'two words',
    FROM_MORE: 'more',
    AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
    mode: (0o666 & ~process.umask()).toString(8),
  })
  expect(answer.AWS_SECRET_ACCESS_KEY).not.toBe('real')
  const output = (await api.logs()).join('\n')
  expect(output).toContain('--env-file: AWS_SECRET_ACCESS_KEY not used')
  expect(output).toContain(`notes at ${tables.endpoint}`)
})

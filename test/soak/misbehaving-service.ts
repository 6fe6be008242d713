import { provider, type SoakSources } from './soak-service.ts'

/** What a function can do wrong, by name: the text of its handler's body. */
export const ways: Readonly<Record<string, string>> = {
  trailer: `return { statusCode: 200, headers: { trailer: 'x' } }`,
  header: `return { statusCode: 200, headers: { 'bad name': 'x', 'x-line': 'a\\r\\nb', connection: 'upgrade', 'content-length': '7' } }`,
  cookie: `return { statusCode: 200, cookies: ['a=b\\n', 7, null, {}] }`,
  status: `return { statusCode: [99, 1000, 'x', -1, 1.5][Math.floor(Math.random() * 5)], body: {} }`,
  body: `return { statusCode: 200, isBase64Encoded: true, body: '%%%' }`,
  circular: `const value = {}; value.value = value; return value`,
  bigint: `return { big: 1n }`,
  long: `return { statusCode: 200, body: 'x'.repeat(7 * 1024 * 1024) }`,
  output: `for (let i = 0; i < 20; i += 1) process.stdout.write('x'.repeat(1024 * 1024)); return {}`,
  errors: `for (let i = 0; i < 20; i += 1) process.stderr.write('x'.repeat(1024 * 1024)); return {}`,
  channel: `try { require('node:fs').writeSync(3, 'x'.repeat(1024 * 1024) + '\\n{"kind":"nonsense"}\\n') } catch {} return {}`,
  terminal: `console.log('\\x1b[2J\\x1b]0;title\\x07\\x1b[31mred'); return {}`,
  names: `throw Object.assign(new Error('m'), { name: '\\x1b[2J'.repeat(9), code: 'x\\ny' })`,
  nothing: `throw null`,
  later: `setTimeout(() => { throw new Error('later') }, 5); return {}`,
  rejection: `Promise.reject(new Error('unhandled')); return {}`,
  exit: `process.exit(Math.floor(Math.random() * 256))`,
  abort: `process.abort()`,
  kill: `process.kill(process.pid, 'SIGKILL')`,
  disconnect: `for (const fd of [0, 1, 2, 3]) try { require('node:fs').closeSync(fd) } catch {} return {}`,
  never: `await new Promise(() => {})`,
  loop: `for (;;);`,
  memory: `const all = []; for (;;) all.push(Buffer.alloc(8 * 1024 * 1024, 1))`,
  detached: `require('node:child_process').spawn('sleep', ['600'], { detached: true, stdio: 'ignore' }).unref(); return {}`,
  descendants: `for (let i = 0; i < 5; i += 1) require('node:child_process').spawn('sleep', ['600']); return {}`,
}

const misbehaves = `
const ways = {
${Object.entries(ways)
  .map(([name, body]) => `  ${name}: async () => { ${body} },`)
  .join('\n')}
}
exports.handler = async (event) => ways[event.pathParameters.way]()
`

/** Writes a row, in every second call by a transaction, and says so once it is acknowledged. */
const keeps = `
const { DynamoDBClient, PutItemCommand, ScanCommand, TransactWriteItemsCommand } = require('@aws-sdk/client-dynamodb')
const client = new DynamoDBClient({})
const TableName = process.env.TABLE
let calls = 0

exports.keep = async ({ pathParameters: { id } }) => {
  const Put = { TableName, Item: { id: { S: id }, text: { S: 'x'.repeat(200) } } }
  calls += 1
  await client.send(calls % 2 ? new PutItemCommand(Put) : new TransactWriteItemsCommand({ TransactItems: [{ Put }] }))
  return { id }
}

exports.list = async ({ queryStringParameters: { from } = {} }) => {
  const start = from === undefined ? {} : { ExclusiveStartKey: { id: { S: from } } }
  const { Items, LastEvaluatedKey } = await client.send(
    new ScanCommand({ TableName, ProjectionExpression: 'id', ...start }),
  )
  return { ids: Items.map(({ id }) => id.S), next: LastEvaluatedKey?.id.S }
}
`

/** One function that misbehaves in every way, one that never does, and two that keep rows. */
export const misbehavingService: SoakSources = {
  serverlessYml: `${provider}
  environment:
    TABLE: !Ref Rows
functions:
  misbehaves:
    handler: misbehaves.handler
    timeout: 2
    memorySize: 128
    events: [{ httpApi: { method: POST, path: '/misbehave/{way}', authorizer: { name: jwt } } }]
  fine:
    handler: fine.handler
    events: [{ httpApi: { method: GET, path: /fine, authorizer: { name: jwt } } }]
  keep:
    handler: keeps.keep
    events: [{ httpApi: { method: PUT, path: '/rows/{id}', authorizer: { name: jwt } } }]
  list:
    handler: keeps.list
    timeout: 20
    events: [{ httpApi: { method: GET, path: /rows, authorizer: { name: jwt } } }]
resources:
  Resources:
    Rows:
      Type: AWS::DynamoDB::Table
      Properties:
        BillingMode: PAY_PER_REQUEST
        KeySchema: [{ AttributeName: id, KeyType: HASH }]
        AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
`,
  files: {
    'misbehaves.js': misbehaves,
    'keeps.js': keeps,
    'fine.js': 'exports.handler = async () => ({ fine: true })\n',
  },
  path: '/fine',
}

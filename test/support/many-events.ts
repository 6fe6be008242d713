import { writeService } from './service-fixture.ts'
import type { TemporaryFolder } from './temporary-folder.ts'

/** A service with two tables, a route, and functions that other events call. */
export function writeManyEvents(): Promise<TemporaryFolder> {
  return writeService(yml, { 'work.js': work })
}

const yml = `provider:
  name: aws
  runtime: nodejs22.x
  region: us-east-1
functions:
  hello: { handler: work.hello, events: [{ httpApi: GET /hello }] }
  signed: { handler: work.hello, events: [{ httpApi: { method: post, path: /signed, authorizer: { type: aws_iam } } }] }
  nightly: { handler: work.nightly, events: [{ schedule: rate(1 day) }] }
  queue: { handler: work.queue, events: [{ sqs: 'arn:aws:sqs:us-east-1:123456789012:jobs' }] }
  upload: { handler: work.nightly, events: [{ s3: uploads }] }
  broken: { handler: work.broken }
  image: { image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/w@sha256:6bb600b4d6e1d7cf521097177dd0c4e9ea373edb91984a505333be8ac9455d38', events: [{ httpApi: GET /image }] }
resources:
  Resources:
    Notes:
      Type: AWS::DynamoDB::Table
      Properties:
        TableName: notes
        BillingMode: PAY_PER_REQUEST
        AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
        KeySchema: [{ AttributeName: id, KeyType: HASH }]
    Events:
      Type: AWS::DynamoDB::Table
      Properties:
        TableName: events
        BillingMode: PAY_PER_REQUEST
        AttributeDefinitions: [{ AttributeName: who, AttributeType: S }, { AttributeName: at, AttributeType: N }]
        KeySchema: [{ AttributeName: who, KeyType: HASH }, { AttributeName: at, KeyType: RANGE }]
`

const work = `exports.hello = async () => ({ statusCode: 200, body: 'hello' })
exports.nightly = async (event) => {
  console.log('working through the night')
  return { got: event.source ?? event.Records?.[0]?.eventSource }
}
exports.queue = async ({ Records }) => Records.map(({ body }) => body)
exports.broken = async () => {
  console.log('about to fail')
  throw new TypeError('no such thing')
}
`

import { localAccountId } from '../../events/event-request.ts'
import { httpSamples } from './sample-http-events.ts'

/** What a sample is made for. */
export interface SampleOptions {
  readonly region: string
  /** What serverless.yml names: a queue's ARN, a bucket. @default an example */
  readonly source?: string | undefined
}

type Sample = (place: {
  readonly arn: (service: string, name: string) => string
  readonly region: string
  readonly source: string | undefined
}) => object

/** Sources: the examples of the AWS Lambda developer guide, one page for each service, shortened to what events always have. */
const samples: Readonly<Record<string, Sample>> = {
  schedule: ({ arn, region }) => ({
    ...envelope(region),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    resources: [arn('events', 'rule/my-schedule')],
    detail: {},
  }),
  eventBridge: ({ region }) => ({
    ...envelope(region),
    'detail-type': 'OrderPlaced',
    source: 'my.shop',
    resources: [],
    detail: { orderId: '1' },
  }),
  sqs: ({ arn, region, source = arn('sqs', 'my-queue') }) => ({
    Records: [
      {
        messageId: '059f36b4-87a3-44ab-83d2-661975830a7d',
        receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
        body: '{"id":1}',
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: '1767225600000',
          SenderId: 'AIDAEXAMPLE',
          ApproximateFirstReceiveTimestamp: '1767225600001',
        },
        messageAttributes: {},
        md5OfBody: 'd2ce28b9a7fd7e4407e2b0fd499b7fe4',
        eventSource: 'aws:sqs',
        eventSourceARN: source,
        awsRegion: region,
      },
    ],
  }),
  sns: ({ arn, source = arn('sns', 'my-topic') }) => ({
    Records: [
      {
        EventVersion: '1.0',
        EventSubscriptionArn: `${source}:21be56ed-a058-49f5-8c98-aedd2564c486`,
        EventSource: 'aws:sns',
        Sns: {
          Type: 'Notification',
          MessageId: '95df01b4-ee98-5cb9-9903-4c221d41eb5e',
          TopicArn: source,
          Subject: 'Hello',
          Message: '{"id":1}',
          Timestamp: time,
          MessageAttributes: {},
        },
      },
    ],
  }),
  s3: ({ region, source = 'my-bucket' }) => ({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: region,
        eventTime: time,
        eventName: 'ObjectCreated:Put',
        s3: {
          s3SchemaVersion: '1.0',
          bucket: { name: source, arn: `arn:aws:s3:::${source}` },
          object: {
            key: 'folder/file.txt',
            size: 1024,
            eTag: 'd41d8cd98f00b204e9800998ecf8427e',
            sequencer: '0A1B2C3D4E5F678901',
          },
        },
      },
    ],
  }),
  stream: ({ arn, region, source = arn('dynamodb', 'table/my-table/stream/2026-01-01T00:00:00.000') }) => ({
    Records: [
      {
        eventID: 'c4ca4238a0b923820dcc509a6f75849b',
        eventName: 'INSERT',
        eventVersion: '1.1',
        eventSource: 'aws:dynamodb',
        awsRegion: region,
        dynamodb: {
          Keys: { id: { S: '1' } },
          NewImage: { id: { S: '1' }, text: { S: 'new' } },
          SequenceNumber: '111',
          SizeBytes: 26,
          StreamViewType: 'NEW_AND_OLD_IMAGES',
        },
        eventSourceARN: source,
      },
    ],
  }),
  websocket: () => ({
    requestContext: {
      routeKey: '$default',
      eventType: 'MESSAGE',
      connectionId: 'L0SM9cOFvHcCIhw=',
      requestId: 'c6af9ac6',
      apiId: 'abcdefghij',
      stage: 'dev',
    },
    body: '{"action":"hello"}',
    isBase64Encoded: false,
  }),
  alb: ({ arn }) => ({
    requestContext: {
      elb: { targetGroupArn: arn('elasticloadbalancing', 'targetgroup/my-targets/6d0ecf831eec9f09') },
    },
    httpMethod: 'GET',
    path: '/',
    queryStringParameters: {},
    headers: { host: 'example.com' },
    body: '',
    isBase64Encoded: false,
  }),
  cognitoUserPool: ({ region }) => ({
    version: '1',
    triggerSource: 'PostConfirmation_ConfirmSignUp',
    region,
    userPoolId: `${region}_EXAMPLE`,
    userName: 'ada',
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '1example23456789' },
    request: { userAttributes: { sub: '7f3a4b5c', email: 'ada@example.com', email_verified: 'true' } },
    response: {},
  }),
  ...httpSamples,
}

const time = '2026-01-01T00:00:00.000Z'

function sampleOf(kind: string): Sample | undefined {
  return Object.hasOwn(samples, kind) ? samples[kind] : undefined
}

/** Other names for the same event. */
const synonyms: Readonly<Record<string, string>> = {
  cloudwatchEvent: 'eventBridge',
  scheduler: 'schedule',
}

/** The kinds of event that there are samples of, as serverless.yml names them. */
export const sampleKinds: readonly string[] = Object.keys(samples)

/** An event of a kind as AWS sends it; undefined for a kind without a sample. */
export function sampleEvent(kind: string, { region, source }: SampleOptions): object | undefined {
  const arn = (service: string, name: string) => `arn:aws:${service}:${region}:${localAccountId}:${name}`
  return sampleOf((Object.hasOwn(synonyms, kind) && synonyms[kind]) || kind)?.({ arn, region, source })
}

function envelope(region: string): object {
  return {
    version: '0',
    id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
    account: localAccountId,
    time: '2026-01-01T00:00:00Z',
    region,
  }
}

import { expect, test } from '@jest/globals'
import { readDeclaredEvents, readOtherEvents } from '../../../../plugin/service/read-events.ts'

const other = readOtherEvents({
  api: { name: 'x-api', handler: 'a.b', events: [{ httpApi: 'GET /a' }], url: true },
  rest: {
    name: 'x-rest',
    handler: 'a.b',
    events: [
      { http: 'GET b' },
      { http: { method: 'any', path: '/c/{id}' } },
      { http: { method: '*', path: 'd' } },
    ],
  },
  worker: {
    name: 'x-worker',
    handler: 'a.b',
    events: [
      { schedule: 'rate(1 hour)' },
      { schedule: 'rate(2 hours)' },
      { sqs: 'arn' },
      { websocket: '$connect' },
    ],
  },
})

test('names every event that is not of the HTTP API, each kind once for a function', () => {
  expect(other.notServed.map(({ name, reason }) => [name, reason])).toEqual([
    ['event url of api', 'function URLs do not run here'],
    ['event schedule of worker', 'nothing sends it on this machine'],
    ['event sqs of worker', 'nothing sends it on this machine'],
    ['event websocket of worker', 'WebSocket APIs do not run here'],
  ])
})

test('makes a route that is not served of every REST event', () => {
  expect(other.restRoutes.map(({ routeKey }) => routeKey)).toEqual(['GET /b', 'ANY /c/{id}', 'ANY /d'])
  expect(other.restRoutes.every(({ notServed }) => notServed?.reason.includes('REST API'))).toBe(true)
})

test('declared events have the source that serverless.yml names as a text', () => {
  const events = [
    'alexaSmartHome',
    { httpApi: 'GET /a' },
    { sqs: 'arn:aws:sqs:x:1:jobs' },
    { stream: { type: 'dynamodb', arn: { 'Fn::GetAtt': ['T', 'StreamArn'] } } },
    { s3: { bucket: 'photos' } },
    { sns: 'topic-by-name' },
  ]
  expect(readDeclaredEvents({ name: 'f', events, url: true })).toEqual([
    { kind: 'alexaSmartHome' },
    { kind: 'httpApi' },
    { kind: 'sqs', source: 'arn:aws:sqs:x:1:jobs' },
    { kind: 'stream' },
    { kind: 's3', source: 'photos' },
    { kind: 'sns' },
    { kind: 'url' },
  ])
})

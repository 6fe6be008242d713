import { describe, expect, test } from '@jest/globals'
import { sampleEvent, sampleKinds } from '../../../../plugin/service/sample-events.ts'

const place = { region: 'eu-west-1' }

describe('a sample event', () => {
  test('is there for each kind, and JSON', () => {
    expect(sampleKinds).toEqual(
      expect.arrayContaining(['schedule', 'sqs', 'sns', 's3', 'stream', 'eventBridge']),
    )
    for (const kind of sampleKinds) {
      const event = sampleEvent(kind, place)
      expect(JSON.parse(JSON.stringify(event))).toEqual(event)
    }
  })

  test('names what serverless.yml names', () => {
    const queue = 'arn:aws:sqs:eu-west-1:1:jobs'
    expect(sampleEvent('sqs', { ...place, source: queue })).toMatchObject({
      Records: [{ eventSource: 'aws:sqs', eventSourceARN: queue, awsRegion: 'eu-west-1' }],
    })
    expect(sampleEvent('s3', { ...place, source: 'photos' })).toMatchObject({
      Records: [{ s3: { bucket: { name: 'photos', arn: 'arn:aws:s3:::photos' } } }],
    })
    expect(sampleEvent('sqs', place)).toMatchObject({
      Records: [{ eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:my-queue' }],
    })
  })

  test('of an HTTP request is what the gateway would send', () => {
    const requestContext = { time: '01/Jan/2026:00:00:00 +0000', timeEpoch: 1_767_225_600_000 }
    expect(sampleEvent('httpApi', place)).toMatchObject({
      ...{ version: '2.0', routeKey: 'GET /', rawPath: '/' },
      requestContext: { ...requestContext, http: { method: 'GET' } },
    })
    expect(sampleEvent('http', place)).toMatchObject({ resource: '/', requestContext: { path: '/dev/' } })
    expect(sampleEvent('url', place)).toMatchObject({ version: '2.0', routeKey: '$default', requestContext })
  })

  test('is not there for an unknown kind', () => {
    expect(sampleEvent('alexaSkill', place)).toBeUndefined()
    expect(sampleEvent('constructor', place)).toBeUndefined()
  })
})

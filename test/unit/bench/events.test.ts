import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { decodeJwt } from 'jose'
import { type Events, makeEvents } from '../../../bench/measure/events.ts'
import { ProfileInput } from '../../../src/profile/schema.ts'

describe('the events that functions are measured with', () => {
  let events: Events
  beforeAll(async () => {
    events = await makeEvents(join(import.meta.dirname, '../../..'))
  })
  const first = (job: keyof Events) => JSON.parse(events[job][0] ?? '')

  test('given a valid POST, when its body is read, then the schema takes it, and its length is right', () => {
    const { body, headers } = first('validPost')

    expect(ProfileInput.safeParse(JSON.parse(body)).success).toBe(true)
    expect(headers['content-length']).toBe(String(Buffer.byteLength(body)))
  })

  test('given a refused POST, when its body is read, then it has three mistakes', () => {
    expect(ProfileInput.safeParse(JSON.parse(first('refusedPost').body)).error?.issues).toHaveLength(3)
  })

  test('given a GET, when looked at, then it has neither a body nor its headers', () => {
    const { body, headers, routeKey, requestContext } = first('get')

    expect(body).toBeUndefined()
    expect(Object.keys(headers)).not.toContain('content-type')
    expect([routeKey, requestContext.routeKey, requestContext.http.method]).toEqual([
      'GET /profile',
      'GET /profile',
      'GET',
    ])
  })

  test('given two events, when compared, then two people call, each with a token of their own', () => {
    const subjects = events.get.map((event) => {
      const { headers, requestContext } = JSON.parse(event)
      const { sub } = decodeJwt(headers.authorization.replace('Bearer ', ''))
      expect(requestContext.authorizer.jwt.claims.sub).toBe(sub)
      return sub
    })

    expect(new Set(subjects).size).toBe(events.get.length)
    expect(events.get.length).toBeGreaterThan(1)
  })
})

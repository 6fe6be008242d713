import { describe, expect, test } from '@jest/globals'
import { headerOf, isFormat1, requestIdOf, routeKeyOf } from '../../../../src/http/event.ts'
import { contextFor } from '../../../../src/testing/index.ts'
import { anEvent, anEventInFormat1, requestId } from '../../../support/lambda.ts'

const notEvents: unknown[] = [undefined, null, {}, 'text', 7, { requestContext: null, headers: null }]

describe('requestIdOf', () => {
  test("given an event and a context, when asked, then the gateway's id comes first", () => {
    expect(requestIdOf(anEvent(), contextFor())).toBe(requestId)
  })

  test.each(notEvents)(
    "given %j for an event, when asked, then it is the invocation's id or none",
    (event) => {
      const context = contextFor()
      expect(requestIdOf(event, context)).toBe(context.awsRequestId)
      expect(requestIdOf(event, undefined)).toBeUndefined()
    },
  )

  test('given an id that is no text, when asked, then it is passed over', () => {
    expect(requestIdOf({ requestContext: { requestId: 7 } }, {})).toBeUndefined()
  })
})

describe('routeKeyOf', () => {
  test('given an event, when asked, then it is the route key', () => {
    expect(routeKeyOf(anEvent({ routeKey: 'GET /a' }))).toBe('GET /a')
  })

  test.each(notEvents)('given %j for an event, when asked, then there is none', (event) => {
    expect(routeKeyOf(event)).toBeUndefined()
  })
})

describe('an event of payload format 1.0', () => {
  test.each([
    [{ httpMethod: 'GET', resource: '/a/{id}', path: '/a/1' }, 'GET /a/{id}'],
    [{ httpMethod: 'POST', resource: '$default', path: '/x' }, '$default'],
  ])('%j has the route key %s', (event, routeKey) => {
    expect(routeKeyOf(event)).toBe(routeKey)
    expect(isFormat1(event)).toBe(true)
  })

  test('has the id of its request', () => {
    expect(requestIdOf(anEventInFormat1(), contextFor())).toBe(requestId)
  })

  test.each([...notEvents, anEvent()])('is not %j', (event) => {
    expect(isFormat1(event)).toBe(false)
  })
})

describe('headerOf', () => {
  test('joins what was sent more than once', () => {
    const event = {
      headers: { Authorization: 'two' },
      multiValueHeaders: { Authorization: ['one', 'two'], 'X-Other': ['x'] },
    }
    expect(headerOf(event, 'authorization')).toBe('one,two')
  })

  test('joins a header that came in two spellings', () => {
    const event = { multiValueHeaders: { Authorization: ['one'], authorization: ['two'] } }
    expect(headerOf(event, 'authorization')).toBe('one,two')
    expect(headerOf({ headers: { AUTHORIZATION: 'one', Authorization: 'two' } }, 'authorization')).toBe(
      'one,two',
    )
  })

  test('finds none where both maps are null', () => {
    expect(headerOf({ headers: null, multiValueHeaders: null }, 'authorization')).toBeUndefined()
  })

  test.each(['authorization', 'Authorization', 'AUTHORIZATION'])(
    'given the header %s, when asked, then it is found',
    (name) => {
      expect(headerOf({ headers: { [name]: 'x' } }, 'authorization')).toBe('x')
    },
  )

  test.each([...notEvents, { headers: { other: 'x' } }])(
    'given %j for an event, when asked, then there is none',
    (event) => {
      expect(headerOf(event, 'authorization')).toBeUndefined()
    },
  )
})

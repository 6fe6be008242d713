import { describe, expect, test } from '@jest/globals'
import { headerOf, requestIdOf, routeKeyOf } from '../../../../src/http/event.ts'
import { aContext, anEvent, requestId } from '../../../support/lambda.ts'

const notEvents: unknown[] = [undefined, null, {}, 'text', 7, { requestContext: null, headers: null }]

describe('requestIdOf', () => {
  test("given an event and a context, when asked, then the gateway's id comes first", () => {
    expect(requestIdOf(anEvent(), aContext())).toBe(requestId)
  })

  test.each(notEvents)(
    "given %j for an event, when asked, then it is the invocation's id or none",
    (event) => {
      expect(requestIdOf(event, aContext())).toBe(aContext().awsRequestId)
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

describe('headerOf', () => {
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

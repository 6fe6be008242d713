import { describe, expect, test } from '@jest/globals'
import { place } from '../../../../../../../plugin/local/console/browser/call/place-token.ts'
import { timeLeft } from '../../../../../../../plugin/local/console/browser/parts/time-left.ts'

function route(identitySource: string) {
  const authorizer = {
    kind: 'jwt' as const,
    name: 'jwt',
    issuer: 'https://a.example',
    audience: [],
    identitySource,
  }
  return { routeKey: 'GET /things', scopes: [], authorizer }
}

describe('where a token is put', () => {
  const call = { method: 'GET', path: '/things?a=1' }

  test('given an authorizer that looks into a header, when a token is placed, then it is in that header', () => {
    expect(place(call, route('$request.header.X-Token'), 'Bearer a.b.c')).toEqual({
      ...call,
      headers: [['x-token', 'Bearer a.b.c']],
    })
  })

  test('given one that looks into the query, when a token is placed, then it is there, without Bearer', () => {
    expect(place(call, route('$request.querystring.jwt'), 'Bearer a.b.c').path).toBe('/things?a=1&jwt=a.b.c')
  })

  test('a Lambda authorizer: the first source that a client fills in', () => {
    const identitySources = ['$context.routeKey', '$request.querystring.key', '$request.header.X-Token']
    const lambda = {
      routeKey: 'GET /things',
      scopes: [],
      authorizer: { kind: 'request' as const, identitySources },
    }

    expect(place(call, lambda, 'Bearer a.b.c')).toMatchObject({ path: '/things?a=1&key=a.b.c', headers: [] })
  })

  test('given no token, when it is placed, then nothing is added but the type of a body', () => {
    expect(place({ ...call, body: '{}' }, undefined, null).headers).toEqual([
      ['content-type', 'application/json'],
    ])
  })
})

test.each([
  [36_000, 'expires in 10 h 00 min'],
  [3_599, 'expires in 59:59'],
  [61, 'expires in 1:01'],
  [0, 'expired 0 s ago'],
  [-200, 'expired 3 min ago'],
])('given %s seconds, when they are written, then they read "%s"', (seconds, words) => {
  expect(timeLeft(seconds)).toBe(words)
})

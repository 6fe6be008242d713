import { describe, expect, test } from '@jest/globals'
import type { RequestDetails } from '../../../../../../../plugin/local/console/api-types.ts'
import {
  compareRequests,
  flatten,
  isTelling,
} from '../../../../../../../plugin/local/console/browser/answer/compare/rows.ts'

function aToken(claims: object): string {
  return ['{"alg":"RS256"}', JSON.stringify(claims), 's']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')
}

function request(parts: Partial<RequestDetails>): RequestDetails {
  return {
    id: 'x',
    atMs: 0,
    tookMs: 1,
    method: 'GET',
    path: '/profile',
    routeKey: 'GET /profile',
    status: 200,
    statusText: 'OK',
    why: null,
    target: '/profile',
    requestHeaders: [],
    requestBody: { text: '' },
    responseHeaders: [],
    responseBody: { text: '' },
    explanation: null,
    answer: null,
    event: null,
    log: null,
    ...parts,
  }
}

function tellingRows(one: Partial<RequestDetails>, other: Partial<RequestDetails>) {
  return Object.fromEntries(
    compareRequests(request(one), request(other)).flatMap(({ title, rows }) => {
      const telling = rows.filter(isTelling).map(({ name, mark, values }) => [name, mark, ...values])
      return telling.length > 0 ? [[title, telling]] : []
    }),
  )
}

describe('two requests compared', () => {
  test('that are alike differ in nothing', () => {
    expect(tellingRows({ responseHeaders: [['date', 'a']] }, { responseHeaders: [['date', 'b']] })).toEqual(
      {},
    )
  })

  test('differ by the claims of their tokens, in the order that an authorizer checks them', () => {
    const one = aToken({ aud: 'a', exp: 1, jti: 'x', only: true })
    const other = aToken({ exp: 2, aud: 'b', jti: 'y' })

    expect(
      tellingRows(
        { requestHeaders: [['authorization', `Bearer ${one}`]] },
        { requestHeaders: [['authorization', `Bearer ${other}`]] },
      ),
    ).toEqual({
      Token: [
        ['aud', 'differs', 'a', 'b'],
        ['exp', 'differs', 1, 2],
        ['only', 'only', true, undefined],
      ],
    })
  })

  test.each([
    [undefined, 'none'],
    ['Basic abc', 'no token that can be read'],
  ])('where one has the token %j, says so', (value, words) => {
    const requestHeaders = value === undefined ? [] : [['authorization', value] as const]

    expect(
      tellingRows({ requestHeaders }, { requestHeaders: [['authorization', aToken({})]] }),
    ).toMatchObject({
      Token: expect.arrayContaining([['authorization', 'only', words, undefined]]),
    })
  })

  test('differ by what was sent, what the function received and what it answered', () => {
    expect(
      tellingRows(
        { target: '/profile?a=1', event: { a: { b: [1] }, requestContext: { requestId: 'x' } }, status: 200 },
        {
          event: { a: { b: [2] }, requestContext: { requestId: 'y' } },
          status: 404,
          responseBody: { text: '{"code":"ERR_NOT_FOUND"}' },
        },
      ),
    ).toEqual({
      Request: [['target', 'differs', '/profile?a=1', '/profile']],
      Event: [['a.b.0', 'differs', 1, 2]],
      Answer: [
        ['body.code', 'only', undefined, 'ERR_NOT_FOUND'],
        ['status', 'differs', 200, 404],
      ],
    })
  })

  test('are compared leaf by leaf', () => {
    expect([...flatten({ a: { b: null, c: [] }, d: [{ e: 1 }] })]).toEqual([
      ['a.b', null],
      ['a.c', []],
      ['d.0.e', 1],
    ])
  })
})

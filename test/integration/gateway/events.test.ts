import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { aRoute, type SeenEvent, startTestApi, type TestApi } from '../../support/test-api.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi({
    now: () => Date.UTC(2024, 5, 17, 15, 49, 29, 123),
    routes: [aRoute('ANY /things/{id}'), aRoute('ANY /files/{folder}/{proxy+}'), aRoute('$default')],
  })
})

afterAll(() => api.close())

beforeEach(() => {
  api.events.length = 0
})

async function eventOf(path: string, init: RequestInit = {}): Promise<SeenEvent> {
  const response = await fetch(`${api.url}${path}`, init)
  expect(response.status).toBe(200)
  const [event] = api.events
  if (!event) throw new Error('the function was not called')
  return event
}

async function rawEventOf(lines: readonly string[], body = ''): Promise<SeenEvent> {
  await api.raw([...lines, 'connection: close', '', body].join('\r\n'))
  const [event] = api.events
  if (!event) throw new Error('the function was not called')
  return event
}

describe('the event of a plain GET', () => {
  test('given no query, body or cookie, when it is made, then it has exactly the members that AWS sends', async () => {
    const event = await rawEventOf([
      'GET /plain HTTP/1.1',
      'Host: api.example:3000',
      'User-Agent: probe',
      'X-B: 2',
      'X-A: 1',
    ])

    expect(event).toEqual({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/plain',
      rawQueryString: '',
      headers: {
        'content-length': '0',
        host: 'api.example:3000',
        'user-agent': 'probe',
        'x-a': '1',
        'x-amzn-trace-id': expect.stringMatching(/^Root=1-66705b09-[0-9a-f]{24}$/),
        'x-b': '2',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-port': '443',
        'x-forwarded-proto': 'https',
      },
      requestContext: {
        accountId: '123456789012',
        apiId: 'local',
        domainName: 'api.example',
        domainPrefix: 'api',
        http: {
          method: 'GET',
          path: '/plain',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'probe',
        },
        requestId: expect.stringMatching(/^[A-Za-z0-9]{15}=$/),
        routeKey: '$default',
        stage: '$default',
        time: '17/Jun/2024:15:49:29 +0000',
        timeEpoch: 1_718_639_369_123,
      },
      isBase64Encoded: false,
    })
    expect(Object.keys(event.headers)).toEqual(Object.keys(event.headers).toSorted())
    expect(Object.keys(event.requestContext)).toEqual(Object.keys(event.requestContext).toSorted())
  })

  test('given any request, when it is answered, then apigw-requestid is the request id of the event', async () => {
    const response = await fetch(`${api.url}/plain`)

    expect(response.headers.get('apigw-requestid')).toBe(api.events[0]?.requestContext.requestId)
  })

  test('given no user agent, when the event is made, then it is empty text', async () => {
    expect((await rawEventOf(['GET / HTTP/1.1', 'host: x'])).requestContext.http.userAgent).toBe('')
  })

  test('given a trace id, when the event is made, then it is kept', async () => {
    const event = await rawEventOf(['GET / HTTP/1.1', 'host: x', 'x-amzn-trace-id: Root=1-2-3'])

    expect(event.headers['x-amzn-trace-id']).toBe('Root=1-2-3')
  })

  test('given a forged x-forwarded-for, when the event is made, then the peer comes after it and is the sourceIp', async () => {
    const event = await rawEventOf(['GET / HTTP/1.1', 'host: x', 'x-forwarded-for: 203.0.113.9'])

    expect(event.headers['x-forwarded-for']).toBe('203.0.113.9, 127.0.0.1')
    expect(event.requestContext.http.sourceIp).toBe('127.0.0.1')
  })
})

describe('the path of an event', () => {
  test.each([
    ['/a/****%20Doe', '/a/**** Doe'],
    ['/%E2%98%95', '/☕'],
    ['/RSC/%40id%2Fassets%2Frsf0.js%23save.txt', '/RSC/@id/assets/rsf0.js#save.txt'],
    ['/a%2525', '/a%'],
    ['/a%25252F', '/a%2F'],
    ['/literal%252Fvalue', '/literal/value'],
    ['/literal%253Fvalue', '/literal?value'],
    ['/%2541', '/A'],
    ['/a%3F%25', '/a'],
    ['/a%3Fb=c', '/a'],
    ['/trailing/', '/trailing/'],
    ['//double', '//double'],
    ['/a/../b', '/a/../b'],
    ['/plus+sign', '/plus+sign'],
  ])('given %s, when the event is made, then rawPath and http.path are %s', async (sent, decoded) => {
    const event = await rawEventOf([`GET ${sent} HTTP/1.1`, 'host: x'])

    expect(event.rawPath).toBe(decoded)
    expect(event.requestContext.http.path).toBe(decoded)
  })

  test.each(['/%', '/%zz', '/%ff', '/%c0%ae', '/100%25', '/percent%25done', '/5%25x', '/%25ff'])(
    'given %s, which is no text, when it is sent, then it is 400',
    async (path) => {
      const answer = await api.raw(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)

      expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]+\{"message":"Bad Request"\}$/)
      expect(api.events).toHaveLength(0)
    },
  )

  test('given the absolute form of a target, when the event is made, then path and query are those of the URL', async () => {
    const event = await rawEventOf(['GET http://api.example/a?b=c HTTP/1.1', 'host: api.example'])

    expect([event.rawPath, event.rawQueryString]).toEqual(['/a', 'b=c'])
  })

  test('given variables, when the event is made, then they are decoded and sorted', async () => {
    const event = await eventOf('/files/Summer%20Sale/a/%E2%98%95.txt')

    expect(event.routeKey).toBe('ANY /files/{folder}/{proxy+}')
    expect(event.pathParameters).toEqual({ folder: 'Summer Sale', proxy: 'a/☕.txt' })
  })

  test('given a route with ANY, when the event is made, then the method is the real one and the route key is the route', async () => {
    const event = await eventOf('/things/1', { method: 'PATCH' })

    expect(event.requestContext.http.method).toBe('PATCH')
    expect([event.routeKey, event.requestContext.routeKey]).toEqual(['ANY /things/{id}', 'ANY /things/{id}'])
  })
})

describe('the query of an event', () => {
  test('given repeats, escapes, plus signs and empty values, when the event is made, then it is raw and read', async () => {
    const query =
      'tag=one&tag=two&redirect=https%3A%2F%2Fexample.com%2Fa&literal=a+b&encoded=a%2Bb&empty=&bare&__proto__=x'
    const event = await eventOf(`/q?${query}`)

    expect(event.rawQueryString).toBe(query)
    expect(Object.entries(event.queryStringParameters ?? {})).toEqual([
      ['__proto__', 'x'],
      ['bare', ''],
      ['empty', ''],
      ['encoded', 'a+b'],
      ['literal', 'a b'],
      ['redirect', 'https://example.com/a'],
      ['tag', 'one,two'],
    ])
  })

  test('given a second question mark, when the event is made, then it belongs to the query', async () => {
    const event = await rawEventOf(['GET /q??a=b?c HTTP/1.1', 'host: x'])

    expect(event.rawQueryString).toBe('?a=b?c')
    expect(event.queryStringParameters).toEqual({ '?a': 'b?c' })
  })

  test('given a lone question mark, when the event is made, then there is no query', async () => {
    const event = await rawEventOf(['GET /q? HTTP/1.1', 'host: x'])

    expect(event.rawQueryString).toBe('')
    expect(event).not.toHaveProperty('queryStringParameters')
  })
})

describe('the headers of an event', () => {
  test('given several lines of one name, when the event is made, then they are joined by a comma alone', async () => {
    const event = await rawEventOf([
      'GET / HTTP/1.1',
      'host: x',
      'X-Tag: first',
      'x-tag: second',
      'accept: a, b',
      'x-empty:',
    ])

    expect(event.headers['x-tag']).toBe('first,second')
    expect(event.headers.accept).toBe('a, b')
    expect(event.headers['x-empty']).toBe('')
  })

  test('given cookies, when the event is made, then they are a list and no header', async () => {
    const event = await rawEventOf([
      'GET / HTTP/1.1',
      'host: x',
      'Cookie: a=1; b=x%20y; c="q;z"',
      'cookie: d=4',
    ])

    expect(event.cookies).toEqual(['a=1', 'b=x%20y', 'c="q;z"', 'd=4'])
    expect(event.headers).not.toHaveProperty('cookie')
  })

  test('given headers of the connection alone, when the event is made, then they are not in it', async () => {
    const event = await rawEventOf([
      'GET / HTTP/1.1',
      'host: x',
      'keep-alive: timeout=5',
      'te: trailers',
      '__proto__: p',
    ])

    expect(event.headers).not.toHaveProperty('connection')
    expect(event.headers).not.toHaveProperty('keep-alive')
    expect(Object.entries(event.headers)).toContainEqual(['__proto__', 'p'])
  })

  test('given bytes that are UTF-8, when the event is made, then they are read as such', async () => {
    const event = await rawEventOf([
      'GET / HTTP/1.1',
      'host: x',
      `x-name: ${Buffer.from('Zoë').toString('latin1')}`,
    ])

    expect(event.headers['x-name']).toBe('Zoë')
  })
})

describe('the body of an event', () => {
  test.each<[string | undefined, boolean]>([
    ['text/plain', false],
    ['text/html', false],
    ['application/json', false],
    ['application/json; charset=utf-8', false],
    ['text/plain;charset=UTF-8', false],
    ['application/xml', false],
    ['application/javascript', false],
    ['application/graphql', false],
    ['Application/JSON', false],
    ['text/plain; charset=iso-8859-1', true],
    ['application/x-www-form-urlencoded', true],
    ['multipart/form-data; boundary=x', true],
    ['application/octet-stream', true],
    ['application/vnd.api+json', true],
    ['image/png', true],
    ['nonsense', true],
    [undefined, true],
  ])('given content type %s, when the event is made, then isBase64Encoded is %s', async (type, isBase64) => {
    const lines = [
      'POST /b HTTP/1.1',
      'host: x',
      'content-length: 5',
      ...(type ? [`content-type: ${type}`] : []),
    ]
    const event = await rawEventOf(lines, 'a=b&c')

    expect(event.isBase64Encoded).toBe(isBase64)
    expect(event.body).toBe(isBase64 ? 'YT1iJmM=' : 'a=b&c')
    expect(event.headers['content-type']).toBe(type)
  })

  test('given no body, when the event is made, then there is none, and its length is 0', async () => {
    const event = await eventOf('/b', { method: 'POST' })

    expect(event).not.toHaveProperty('body')
    expect(event.isBase64Encoded).toBe(false)
    expect(event.headers['content-length']).toBe('0')
  })

  test('given chunks, when the event is made, then the body is whole and has its length', async () => {
    const lines = ['POST /b HTTP/1.1', 'host: x', 'content-type: text/plain', 'transfer-encoding: chunked']
    const event = await rawEventOf(lines, '3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n')

    expect(event.body).toBe('abcde')
    expect(event.headers['content-length']).toBe('5')
    expect(event.headers).not.toHaveProperty('transfer-encoding')
  })

  test('given text of several bytes a letter, when the event is made, then it is intact', async () => {
    const event = await eventOf('/b', {
      method: 'PUT',
      body: '{"n":"Zoë ☕"}',
      headers: { 'content-type': 'application/json' },
    })

    expect(event.body).toBe('{"n":"Zoë ☕"}')
    expect(event.headers['content-length']).toBe('16')
  })
})

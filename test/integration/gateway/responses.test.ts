import { ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import fc from 'fast-check'
import type { FunctionResult } from '../../../plugin/local/lambda/start-functions.ts'
import { aRoute, returned, startTestApi, type TestApi } from '../../support/test-api.ts'

const internalError = '{"message":"Internal Server Error"}'
const unavailable = '{"message":"Service Unavailable"}'

/** Those that Node or HTTP give a meaning of their own. */
const headerNames = [
  'connection',
  'content-length',
  'content-encoding',
  'date',
  'expect',
  'host',
  'keep-alive',
  'location',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'vary',
  'www-authenticate',
  '__proto__',
  'constructor',
]

let api: TestApi
let outcome: FunctionResult | Promise<FunctionResult>

beforeAll(async () => {
  api = await startTestApi({ routes: [aRoute('ANY /')], answer: () => outcome, integrationTimeoutMs: 100 })
})

afterAll(() => api.close())

function answerTo(value: unknown): Promise<Response> {
  outcome = returned(value)
  return fetch(`${api.url}/`)
}

describe('a function that returns no statusCode', () => {
  test.each<[unknown, string]>([
    [{ a: 1, b: ['x'] }, '{"a":1,"b":["x"]}'],
    ['Hello', 'Hello'],
    ['say "hi"\n', 'say "hi"\n'],
    ['', ''],
    [1.5, '1.5'],
    [true, 'true'],
    [[1, { statusCode: 404 }], '[1,{"statusCode":404}]'],
    [null, 'null'],
    [undefined, 'null'],
    [{ body: 'x', headers: {} }, '{"body":"x","headers":{}}'],
  ])('given %j, when it is answered, then it is 200 in JSON with body %j', async (value, body) => {
    const response = await answerTo(value)

    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(body)))
    expect(await response.text()).toBe(body)
  })
})

describe('a function that returns a statusCode', () => {
  test('given a body alone, when it is answered, then its type is plain text', async () => {
    const response = await answerTo({ statusCode: 201, body: '{"a":1}' })

    expect(response.status).toBe(201)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await response.text()).toBe('{"a":1}')
  })

  test('given headers, when it is answered, then they are sent, type and commas untouched', async () => {
    const headers = {
      'Content-Type': 'application/json',
      'X-Tag': 'test,shouldhavesecondvalue',
      'x-n': 5,
      'x-t': true,
    }
    const response = await answerTo({ statusCode: 200, headers, body: '{}' })

    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.headers.get('x-tag')).toBe('test,shouldhavesecondvalue')
    expect([response.headers.get('x-n'), response.headers.get('x-t')]).toEqual(['5', 'true'])
  })

  test('given a challenge of its own, when it is answered, then it is passed through', async () => {
    const response = await answerTo({
      statusCode: 401,
      headers: { 'www-authenticate': 'Bearer error="x", a="b"' },
    })

    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer error="x", a="b"')
  })

  test('given cookies and a set-cookie header, when it is answered, then each is a line, those of the list first', async () => {
    const response = await answerTo({
      statusCode: 200,
      cookies: ['a=1; Path=/', 'b=2'],
      headers: { 'set-cookie': 'c=3' },
    })

    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2', 'c=3'])
  })

  test('given a body in base64, when it is answered, then the client gets its bytes', async () => {
    const bytes = Buffer.from([0, 1, 254, 255])
    const response = await answerTo({
      statusCode: 200,
      isBase64Encoded: true,
      body: bytes.toString('base64'),
    })

    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes)
  })

  test('given multiValueHeaders, when it is answered, then they are ignored', async () => {
    const response = await answerTo({ statusCode: 200, multiValueHeaders: { 'x-many': ['a', 'b'] } })

    expect(response.status).toBe(200)
    expect(response.headers.has('x-many')).toBe(false)
  })

  test('given 204, when it is answered, then there is no body and no length', async () => {
    const response = await answerTo({ statusCode: 204, body: 'ignored' })

    expect(response.status).toBe(204)
    expect(response.headers.has('content-length')).toBe(false)
    expect(await response.text()).toBe('')
  })

  test('given headers that belong to the gateway, when it is answered, then they are its own', async () => {
    const headers = {
      'content-length': '1',
      connection: 'close',
      'apigw-requestid': 'forged',
      'transfer-encoding': 'chunked',
      trailer: 'x',
      Trailer: 'y',
      te: 'trailers',
      expect: '100-continue',
      'proxy-connection': 'close',
      'http2-settings': 'a',
    }
    const response = await answerTo({ statusCode: 200, headers, body: 'four' })

    expect(await response.text()).toBe('four')
    expect(response.headers.get('apigw-requestid')).not.toBe('forged')
    expect(response.headers.get('date')).toMatch(/GMT$/)
    for (const name of ['trailer', 'te', 'expect', 'proxy-connection', 'http2-settings'])
      expect(response.headers.has(name)).toBe(false)
  })

  test('given HEAD, when it is answered, then the length is sent without a body', async () => {
    outcome = returned({ statusCode: 200, body: 'four' })
    const response = await fetch(`${api.url}/`, { method: 'HEAD' })

    expect(response.headers.get('content-length')).toBe('4')
    expect(await response.text()).toBe('')
  })

  test.each<[string, object]>([
    ['statusCode 0', { statusCode: 0 }],
    ['statusCode 200.5', { statusCode: 200.5 }],
    ['statusCode as text', { statusCode: '200' }],
    ['statusCode null', { statusCode: null }],
    ['statusCode 199', { statusCode: 199 }],
    ['statusCode 600', { statusCode: 600 }],
    ['a body that is an object', { statusCode: 200, body: { a: 1 } }],
    ['a body that is a number', { statusCode: 200, body: 1 }],
    ['headers that are a list', { statusCode: 200, headers: ['a'] }],
    ['a header that is a list', { statusCode: 200, headers: { a: ['b'] } }],
    ['a header that is null', { statusCode: 200, headers: { a: null } }],
    ['a header with a line break', { statusCode: 200, headers: { a: 'b\r\nset-cookie: x=y' } }],
    ['a header name with a space', { statusCode: 200, headers: { 'a b': 'c' } }],
    ['cookies that are text', { statusCode: 200, cookies: 'a=b' }],
    ['a cookie with a line break', { statusCode: 200, cookies: ['a=b\nx'] }],
  ])('given %s, when it is answered, then it is 500 and the log says why', async (_name, value) => {
    api.log.length = 0
    const response = await answerTo(value)

    expect(response.status).toBe(500)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(await response.text()).toBe(internalError)
    expect(api.log[0]).toMatch(/^GET \/ 500 \d+ ms: the function's response cannot be used: /)
  })
})

describe('a function that does not answer', () => {
  test.each<[string, FunctionResult, number, string]>([
    ['failed', { kind: 'failed', reason: 'Error: secret' }, 500, internalError],
    ['timed out', { kind: 'timed-out' }, 500, internalError],
    ['throttled', { kind: 'throttled' }, 503, unavailable],
  ])(
    'given one that %s, when it is asked, then the client gets what AWS sends',
    async (_name, given, status, body) => {
      outcome = given
      const response = await fetch(`${api.url}/`)

      expect(response.status).toBe(status)
      expect(response.headers.get('content-type')).toBe('application/json')
      expect(await response.text()).toBe(body)
    },
  )

  test('given one that is slower than the integration may be, when it is asked, then it is 503', async () => {
    const late = Promise.withResolvers<FunctionResult>()
    outcome = late.promise
    const response = await fetch(`${api.url}/`)

    expect(response.status).toBe(503)
    expect(await response.text()).toBe(unavailable)
    late.resolve(returned({ statusCode: 200 }))
  })

  test('given a host that breaks its promise, when it is asked, then it is 500 and the gateway keeps serving', async () => {
    outcome = Promise.reject(new Error('bug'))
    expect((await fetch(`${api.url}/`)).status).toBe(500)

    expect((await answerTo({ statusCode: 200 })).status).toBe(200)
  })
})

describe('a response that cannot be sent', () => {
  test('is a 500 with its reason in the log, and the gateway keeps serving', async () => {
    const refusing = jest.spyOn(ServerResponse.prototype, 'writeHead').mockImplementationOnce(() => {
      throw Object.assign(new TypeError('secret'), { code: 'ERR_HTTP_TRAILER_INVALID' })
    })
    api.log.length = 0
    const response = await answerTo({ statusCode: 200, body: 'a' })
    refusing.mockRestore()

    expect(response.status).toBe(500)
    expect(await response.text()).toBe(internalError)
    expect(api.log).toEqual([
      expect.stringMatching(/^GET \/ 500 \d+ ms: the response cannot be sent \(ERR_HTTP_TRAILER_INVALID\)$/),
    ])
    expect((await answerTo({ statusCode: 201 })).status).toBe(201)
  })

  test('no name of a header, cookie, status or body that a function returns ends the gateway', async () => {
    const parts = fc.record(
      {
        statusCode: fc.oneof(fc.integer({ min: 200, max: 599 }), fc.anything()),
        headers: fc.dictionary(
          fc.oneof(fc.constantFrom(...headerNames), fc.string()),
          fc.oneof(fc.string(), fc.anything()),
        ),
        cookies: fc.array(fc.string()),
        body: fc.oneof(fc.string({ unit: 'binary' }), fc.anything()),
        isBase64Encoded: fc.anything(),
      },
      { requiredKeys: ['statusCode'] },
    )
    await fc.assert(
      fc.asyncProperty(parts, async (value) => {
        outcome = returned(value)
        const sent = await api.raw('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
        return /^HTTP\/1\.1 [2-5]\d\d /.test(sent)
      }),
      { numRuns: 300 },
    )
    expect(api.log.filter((line) => line.includes('gateway itself failed'))).toEqual([])
  })
})

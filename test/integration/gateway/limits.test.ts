import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { startGateway } from '../../../plugin/local/gateway/start-gateway.ts'
import { aRoute, aService, returned, startTestApi, type TestApi } from '../../support/test-api.ts'

const megabyte = 1024 * 1024

let api: TestApi

beforeAll(async () => {
  const authorizer = {
    kind: 'jwt' as const,
    name: 'jwt',
    issuer: 'http://127.0.0.1:1',
    audience: ['a'],
    identitySource: '$request.header.Authorization',
  }
  api = await startTestApi({ routes: [aRoute('ANY /'), aRoute('POST /closed', authorizer)] })
})

afterAll(() => api.close())

beforeEach(() => {
  api.events.length = 0
})

describe('the limit of a head', () => {
  const requestLine = 'GET / HTTP/1.1'
  const fixed = requestLine.length + 'x'.length + 'close'.length

  function head(bytes: number): string {
    return `${requestLine}\r\nhost: x\r\nconnection: close\r\nx-pad: ${'p'.repeat(bytes - fixed)}\r\n\r\n`
  }

  test('given 10240 bytes of request line and header values, when it is sent, then it passes; one more is 431', async () => {
    expect(await api.raw(head(10_240))).toMatch(/^HTTP\/1\.1 200 /)
    expect(await api.raw(head(10_241))).toMatch(
      /^HTTP\/1\.1 431 [\s\S]+\{"message":"Request Header Fields Too Large"\}$/,
    )
    expect(api.events).toHaveLength(1)
  })

  test('given a head that never ends, when it is sent, then it is 431 and the connection closed', async () => {
    expect(await api.raw(`${requestLine}\r\nhost: x\r\nx-pad: ${'p'.repeat(40_000)}`)).toMatch(
      /^HTTP\/1\.1 431 /,
    )
  })

  test('given thousands of headers, when two of them are tokens, then none is dropped unseen', async () => {
    const flood = Array.from({ length: 2_500 }, (_, index) => `h${index}:`).join('\r\n')
    const lines = `POST /closed HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: a\r\n${flood}\r\nauthorization: b\r\n\r\n`

    expect(await api.raw(lines)).toMatch(/^HTTP\/1\.1 401 /)
    expect(api.log.at(-1)).toContain('found 2 values; expected one token in header Authorization')
  })
})

describe('the limit of a body', () => {
  test('given 4 MB, when it is sent, then the function gets it', async () => {
    const response = await fetch(`${api.url}/`, { method: 'POST', body: Buffer.alloc(4 * megabyte) })

    expect(response.status).toBe(200)
    expect(api.events[0]?.body).toHaveLength(Math.ceil((4 * megabyte) / 3) * 4)
  })

  test.each([
    ['base64', 5 * megabyte, 'application/octet-stream'],
    ['text', 6 * megabyte, 'text/plain'],
    ['more than 10 MB', 10 * megabyte + 1, 'text/plain'],
  ])(
    'given more than Lambda accepts as %s, when it is sent, then it is 413 and the function is not called',
    async (_name, bytes, type) => {
      const response = await fetch(`${api.url}/`, {
        method: 'POST',
        body: Buffer.alloc(bytes, 'a'),
        headers: { 'content-type': type },
      })

      expect(response.status).toBe(413)
      expect(await response.text()).toBe('{"message":"Request Entity Too Large"}')
      expect(api.events).toHaveLength(0)
    },
  )

  test('given a refused request with a body, when another follows on its connection, then it is answered', async () => {
    const body = 'x'.repeat(100_000)
    const refused = `POST /closed HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`
    const answer = await api.raw(`${refused}GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)

    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 401', 'HTTP/1.1 200'])
  })
})

describe('malformed requests', () => {
  test.each<[string, string]>([
    [
      'a length and chunks at once',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['two lengths', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
    ['a length that is no number', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: +1\r\n\r\na'],
    ['an unknown transfer encoding', 'POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked, x\r\n\r\n'],
    ['a space before the colon', 'GET / HTTP/1.1\r\nhost : x\r\n\r\n'],
    ['a folded header', 'GET / HTTP/1.1\r\nhost: x\r\na: b\r\n c: d\r\n\r\n'],
    ['a bare line feed within a value', 'GET / HTTP/1.1\r\nhost: x\r\na: b\nc: d\r\n\r\n'],
    [
      'a chunk size with a sign',
      'POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n+1\r\na\r\n0\r\n\r\n',
    ],
    ['no HTTP', 'hello\r\n\r\n'],
    ['two hosts', 'GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\nconnection: close\r\n\r\n'],
    ['one host twice', 'GET / HTTP/1.1\r\nhost: a\r\nHost: a\r\nconnection: close\r\n\r\n'],
    ['a host with a path', 'GET / HTTP/1.1\r\nhost: a/b\r\nconnection: close\r\n\r\n'],
    ['a host with a user', 'GET / HTTP/1.1\r\nhost: a@b\r\nconnection: close\r\n\r\n'],
    ['a host with a space', 'GET / HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n'],
    ['a port that is no number', 'GET / HTTP/1.1\r\nhost: a:b\r\nconnection: close\r\n\r\n'],
    ['a host with a broken escape', 'GET / HTTP/1.1\r\nhost: a%zz\r\nconnection: close\r\n\r\n'],
    ['a host that is no address', 'GET / HTTP/1.1\r\nhost: [::1::2]\r\nconnection: close\r\n\r\n'],
    ['a target without a host', 'GET http:///a HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n'],
    ['an empty host', 'GET / HTTP/1.1\r\nhost:\r\nconnection: close\r\n\r\n'],
    ['a target with a user', 'GET http://u@a/ HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n'],
  ])('given %s, when it is sent, then it is 400 and the function is not called', async (_name, text) => {
    expect(await api.raw(text)).toMatch(/^HTTP\/1\.1 400 /)
    expect(api.events).toHaveLength(0)
  })

  test.each(['a', 'a.example:80', '127.0.0.1:3000', '[::1]:3000', 'a_b.example.'])(
    'accepts the host %s',
    async (host) => {
      expect(await api.raw(`GET / HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 200 /,
      )
    },
  )

  test('takes the host of an absolute target, not that of the header', async () => {
    await api.raw(
      'GET http://api.example:81/?a=b HTTP/1.1\r\nhost: other.example\r\nconnection: close\r\n\r\n',
    )

    expect(api.events[0]).toMatchObject({
      rawPath: '/',
      rawQueryString: 'a=b',
      headers: { host: 'api.example:81' },
      requestContext: { domainName: 'api.example' },
    })
  })

  test('responds to a request before it rejects the bytes behind it', async () => {
    const called = Promise.withResolvers<void>()
    const slow = await startTestApi({
      routes: [aRoute('ANY /')],
      async answer() {
        called.resolve()
        await setTimeout(50)
        return returned({ statusCode: 201, body: 'made' })
      },
    })
    const receiving = slow.raw('POST / HTTP/1.1\r\nhost: x\r\n\r\nno request\r\n\r\n')
    await called.promise
    const received = await receiving
    await slow.close()

    expect(received).toMatch(
      /^HTTP\/1\.1 201 Created[\s\S]+\r\n\r\nmadeHTTP\/1\.1 400 Bad Request[\s\S]+\{"message":"Bad Request"\}$/,
    )
  })

  test('given a client that goes away within its body, when the next one comes, then it is answered', async () => {
    const socket = connect(api.port, '127.0.0.1')
    await new Promise<void>((resolve) =>
      socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nabc', () => resolve()),
    )
    socket.destroy()

    expect((await fetch(`${api.url}/`)).status).toBe(200)
    expect(api.events).toHaveLength(1)
  })
})

describe('starting', () => {
  const functions = { invoke: async () => ({ kind: 'timed-out' }) as const, close: async () => {} }

  test('given localhost, when the gateway runs, then it answers on both of its addresses', async () => {
    const gateway = await startGateway({ service: aService(), functions, port: 0, log: () => {} })

    expect(gateway.url).toBe(`http://localhost:${gateway.port}`)
    expect((await fetch(`http://127.0.0.1:${gateway.port}/`)).status).toBe(404)
    expect((await fetch(`${gateway.url}/`)).status).toBe(404)
    await gateway.close()
  })

  test('given a port that is taken, when the gateway starts, then it says so', async () => {
    const starting = startGateway({
      service: aService(),
      functions,
      port: api.port,
      host: '127.0.0.1',
      log: () => {},
    })

    await expect(starting).rejects.toMatchObject({ code: 'ERR_PORT_TAKEN' })
  })

  test.each<[string, string]>([
    ['GET /a/', 'may not end in "/"'],
    ['get /a', 'a method in capitals'],
    ['GET a', 'a path'],
    ['GET /{proxy+}/a', 'must be the last segment'],
    ['GET /a{b}', 'neither plain text nor a {variable}'],
  ])(
    'given the route key %s, when the gateway starts, then it throws and says why',
    async (routeKey, why) => {
      const starting = startGateway({
        service: aService({ routes: [aRoute(routeKey)] }),
        functions,
        port: 0,
        log: () => {},
      })

      await expect(starting).rejects.toThrow(why)
    },
  )

  test.each([
    '$request.header',
    '$request.body.token',
    '$request.header.A, $request.header.B',
    'Authorization',
  ])(
    'given the identity source %s, when the gateway starts, then it throws and says what is expected',
    async (identitySource) => {
      const authorizer = {
        kind: 'jwt' as const,
        name: 'jwt',
        issuer: 'https://x.example',
        audience: ['a'],
        identitySource,
      }
      const routes = [aRoute('GET /a', authorizer)]

      await expect(
        startGateway({ service: aService({ routes }), functions, port: 0, log: () => {} }),
      ).rejects.toThrow('expected "$request.header.<Name>"')
    },
  )
})

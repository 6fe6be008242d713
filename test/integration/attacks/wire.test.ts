import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { aRoute, startTestApi, type TestApi } from '../../support/test-api.ts'
import { audience, startTestIssuer, type TestIssuer } from '../../support/test-issuer.ts'

let issuer: TestIssuer
let api: TestApi
/** Opened before everything else, since the gateway takes ten seconds to give them up. */
let slow: readonly SlowClient[]

beforeAll(async () => {
  issuer = await startTestIssuer({ issuedAt: Math.floor(Date.now() / 1_000) - 60 })
  const identitySource = '$request.header.Authorization'
  const authorizer = {
    kind: 'jwt' as const,
    name: 'jwt',
    issuer: issuer.issuer,
    audience: [audience],
    identitySource,
  }
  api = await startTestApi({ routes: [aRoute('ANY /{proxy+}'), aRoute('ANY /closed', authorizer)] })
  slow = [
    slowClient('GET /slow HTTP/1.1\r\nhost: x\r\nx-pad: ', 'p'),
    slowClient('GET /', 'a'),
    slowClient('', ''),
  ]
})

afterAll(async () => {
  for (const { socket } of slow) socket.destroy()
  await api.close()
  await issuer.close()
})

beforeEach(() => {
  api.events.length = 0
})

interface SlowClient {
  readonly socket: Socket
  /** Everything that came back, once the connection is closed. */
  readonly answer: Promise<string>
}

/** Sends the beginning, then one byte a quarter of a second. */
function slowClient(begin: string, byte: string): SlowClient {
  const socket = connect(api.port, '127.0.0.1', () => socket.write(begin))
  const timer = setInterval(() => socket.write(byte), 250)
  let received = ''
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1')
  })
  const answer = new Promise<string>((resolve) => {
    socket.on('error', () => {})
    socket.on('close', () => {
      clearInterval(timer)
      resolve(received)
    })
  })
  return { socket, answer }
}

const smuggled = 'GET /smuggled HTTP/1.1\r\nhost: x\r\n\r\n'

/** Each is read in one way by some servers and in another by others; what stands behind it is the smuggled request. */
const smuggling: readonly (readonly [name: string, bytes: string])[] = [
  [
    'a length and chunks',
    `POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 6\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
  ],
  [
    'chunks and a length',
    `POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n${smuggled}`,
  ],
  [
    'two different lengths',
    `POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\ncontent-length: 44\r\n\r\n${smuggled}`,
  ],
  [
    'the same length twice',
    `POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 1\r\n\r\na${smuggled}`,
  ],
  ['two lengths in one line', `POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 0, 44\r\n\r\n${smuggled}`],
  ['a length with a sign', `POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: +0\r\n\r\n${smuggled}`],
  ['a negative length', `POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n${smuggled}`],
  ['a length in hex', `POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 0x0\r\n\r\n${smuggled}`],
  ['a length with a blank inside', `POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 0 4\r\n\r\n${smuggled}`],
  ['an empty length', `POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: \r\n\r\n${smuggled}`],
  [
    'a length beyond every number',
    `POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 18446744073709551616\r\n\r\n${smuggled}`,
  ],
  [
    'a length with a blank before its colon',
    `POST /a HTTP/1.1\r\nhost: x\r\ncontent-length : 0\r\n\r\n${smuggled}`,
  ],
  [
    'chunks twice',
    `POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\ntransfer-encoding: identity\r\n\r\n0\r\n\r\n${smuggled}`,
  ],
  [
    'chunks that are not last',
    `POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked, gzip\r\n\r\n0\r\n\r\n${smuggled}`,
  ],
  [
    'an encoding that nobody knows',
    `POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`,
  ],
  [
    'an encoding with a vertical tab',
    `POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: \vchunked\r\n\r\n0\r\n\r\n${smuggled}`,
  ],
  [
    'an encoding with a blank before its colon',
    `POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding : chunked\r\n\r\n0\r\n\r\n${smuggled}`,
  ],
  [
    'an encoding in a folded line',
    `POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding:\r\n chunked\r\n\r\n0\r\n\r\n${smuggled}`,
  ],
  ['a header in a folded line', `GET /a HTTP/1.1\r\nhost: x\r\na: b\r\n\tc: d\r\n\r\n${smuggled}`],
  ['a first header that is folded', `GET /a HTTP/1.1\r\n host: x\r\n\r\n${smuggled}`],
  [
    'a chunk size in hex with its prefix',
    `POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n0x0\r\n\r\n${smuggled}`,
  ],
  [
    'a chunk size with a sign',
    `POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n+0\r\n\r\n${smuggled}`,
  ],
  [
    'a chunk size that overflows',
    `POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n10000000000000000\r\n\r\n${smuggled}`,
  ],
  [
    'a chunk longer than its size',
    `POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n${smuggled}`,
  ],
  [
    'a chunk size that ends with a line feed alone',
    `POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\na\r\n0\r\n\r\n${smuggled}`,
  ],
  [
    'a chunk that ends with a line feed alone',
    `POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\n0\r\n\r\n${smuggled}`,
  ],
  [
    'a chunk extension with a line feed',
    `POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1;x\na\r\n0\r\n\r\n${smuggled}`,
  ],
  [
    'a blank before a chunk size',
    `POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n 0\r\n\r\n${smuggled}`,
  ],
  ['no chunk size', `POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n\r\n${smuggled}`],
  ['lines that end with a line feed alone', `GET /a HTTP/1.1\nhost: x\n\n${smuggled}`],
  ['one header line that ends with a line feed alone', `GET /a HTTP/1.1\r\nhost: x\na: b\r\n\r\n${smuggled}`],
  ['an end of the head with a line feed alone', `GET /a HTTP/1.1\r\nhost: x\r\n\n${smuggled}`],
  ['a carriage return within a value', `GET /a HTTP/1.1\r\nhost: x\r\na: b\rc: d\r\n\r\n${smuggled}`],
  ['a zero byte within a value', `GET /a HTTP/1.1\r\nhost: x\r\na: b\0c\r\n\r\n${smuggled}`],
  ['a zero byte within a name', `GET /a HTTP/1.1\r\nhost: x\r\na\0: b\r\n\r\n${smuggled}`],
  ['a header without a name', `GET /a HTTP/1.1\r\nhost: x\r\n: b\r\n\r\n${smuggled}`],
  ['a header without a colon', `GET /a HTTP/1.1\r\nhost: x\r\nab\r\n\r\n${smuggled}`],
  ['a blank within the target', `GET /a /smuggled HTTP/1.1\r\nhost: x\r\n\r\n${smuggled}`],
  ['no version', `GET /a\r\n\r\n${smuggled}`],
  ['a version that does not exist', `GET /a HTTP/1.9\r\nhost: x\r\n\r\n${smuggled}`],
  ['the opening of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['a method that nobody knows', `SMUGGLE /a HTTP/1.1\r\nhost: x\r\n\r\n${smuggled}`],
]

describe('a request that two servers would read differently', () => {
  test('given two requests that are as they should be, when they are sent at once, then both reach the function', async () => {
    const first = 'POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n'
    const answer = await api.raw(first + smuggled.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n'))

    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200'])
    expect(api.events.map(({ rawPath }) => rawPath)).toEqual(['/a', '/smuggled'])
  })

  test.each(smuggling)(
    'given %s, when it is sent with another behind it, then it is refused, the connection closed, and neither reaches the function',
    async (_name, bytes) => {
      const answer = await api.raw(bytes)

      expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400'])
      expect(api.events).toHaveLength(0)
    },
  )
})

describe('a request without a host', () => {
  test('given HTTP/1.1 and none, when it is sent, then it is 400 and the function is not called', async () => {
    expect(await api.raw('GET /a HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
    expect(api.events).toHaveLength(0)
  })
})

describe('headers that say something twice', () => {
  const line = (token: string) => `authorization: Bearer ${token}\r\n`

  test.each([
    ['two good tokens', (good: string) => line(good) + line(good)],
    ['a good one after a bad one', (good: string) => line('x') + line(good)],
    ['a good one before a bad one', (good: string) => line(good) + line('x')],
    ['the names in another case', (good: string) => line(good) + line(good).replace('a', 'A')],
    ['both in one line', (good: string) => `authorization: Bearer ${good}, Bearer ${good}\r\n`],
    ['an empty one before a good one', (good: string) => `authorization:\r\n${line(good)}`],
    ['a tab for the blank', (good: string) => `authorization: Bearer\t${good}\r\n`],
    ['two blanks', (good: string) => `authorization: Bearer  ${good}\r\n`],
  ])('given %s, when it is sent, then it is 401 and the function is not called', async (_name, lines) => {
    const head = `GET /closed HTTP/1.1\r\nhost: x\r\nconnection: close\r\n`

    expect(await api.raw(`${head}${lines(issuer.token())}\r\n`)).toMatch(/^HTTP\/1\.1 401 /)
    expect(api.events).toHaveLength(0)
    expect(await api.raw(`${head}${line(issuer.token())}\r\n`)).toMatch(/^HTTP\/1\.1 200 /)
  })
})

describe('a flood of headers', () => {
  test.each([
    [
      'a thousand short ones',
      Array.from({ length: 1_000 }, (_, index) => `h${index}: ${'v'.repeat(20)}`).join('\r\n'),
    ],
    ['one of 60 kB', `a: ${'v'.repeat(60_000)}`],
    ['a name of 60 kB', `${'n'.repeat(60_000)}: v`],
    ['one name thirty thousand times', 'a: b\r\n'.repeat(30_000).trimEnd()],
    ['cookies of 20 kB', `cookie: ${'a=b; '.repeat(4_000)}`],
  ])('given %s, when it is sent, then it is 431 and the function is not called', async (_name, lines) => {
    const answer = await api.raw(`GET /a HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${lines}\r\n\r\n`)

    expect(answer).toMatch(/^HTTP\/1\.1 431 /)
    expect(api.events).toHaveLength(0)
  })

  test('given a target of 60 kB, when it is sent, then it is 431 and the function is not called', async () => {
    expect(await api.raw(`GET /${'a'.repeat(60_000)} HTTP/1.1\r\nhost: x\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    )
    expect(api.events).toHaveLength(0)
  })
})

describe('slow clients', () => {
  test('given two hundred that send a body byte by byte, when another asks, then it is answered, and only it reaches the function', async () => {
    const head = 'POST /slow HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n'
    const clients = Array.from({ length: 200 }, () => slowClient(head, 'b'))
    await Promise.all(clients.map(({ socket }) => new Promise((resolve) => socket.once('connect', resolve))))
    const statuses = await Promise.all(
      Array.from({ length: 20 }, async () => (await fetch(`${api.url}/quick`)).status),
    )
    for (const { socket } of clients) socket.destroy()

    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(new Set(api.events.map(({ rawPath }) => rawPath))).toEqual(new Set(['/quick']))
  })

  test('given 10,000 connections that say nothing, when they are opened, then no more are kept than may be, and when they are gone the next is answered', async () => {
    const sockets: Socket[] = []
    let closed = 0
    for (let opened = 0; opened < 10_000; opened += 500) {
      const batch = Array.from({ length: 500 }, () => connect(api.port, '127.0.0.1'))
      for (const socket of batch)
        socket
          .on('error', () => {})
          .on('close', () => {
            closed += 1
          })
      sockets.push(...batch)
      await Promise.all(
        batch.map(
          (socket) => new Promise((resolve) => socket.once('connect', resolve).once('close', resolve)),
        ),
      )
    }
    while (closed < 10_000 - 4_096) await new Promise((resolve) => setTimeout(resolve, 10))
    for (const socket of sockets) socket.destroy()
    while (closed < 10_000) await new Promise((resolve) => setTimeout(resolve, 10))

    expect((await fetch(`${api.url}/after`).catch(() => fetch(`${api.url}/after`))).status).toBe(200)
  })

  test('given one that never ends its head, one that never ends its first line and one that says nothing, when ten seconds are over, then each is 408 and hung up on', async () => {
    const answers = await Promise.all(slow.map(({ answer }) => answer))

    for (const answer of answers)
      expect(answer).toMatch(/^HTTP\/1\.1 408 [\s\S]+\{"message":"Request Timeout"\}$/)
  })
})

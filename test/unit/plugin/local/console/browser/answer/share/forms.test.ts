import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import type { RequestDetails } from '../../../../../../../../plugin/local/console/api-types.ts'
import { curlLine } from '../../../../../../../../plugin/local/console/browser/answer/share/curl.ts'
import { fetchCode } from '../../../../../../../../plugin/local/console/browser/answer/share/fetch.ts'
import { harFile } from '../../../../../../../../plugin/local/console/browser/answer/share/har.ts'
import { httpFile } from '../../../../../../../../plugin/local/console/browser/answer/share/http-file.ts'
import { httpieLine } from '../../../../../../../../plugin/local/console/browser/answer/share/httpie.ts'
import { toShared } from '../../../../../../../../plugin/local/console/browser/answer/share/shared-request.ts'
import { type TemporaryFolder, temporaryFolder } from '../../../../../../../support/temporary-folder.ts'

const run = promisify(execFile)
const secret = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJl'

/** What a server got. */
interface Got {
  readonly line: string
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

describe('a request that is shared', () => {
  let got: Got | undefined
  let apiUrl: string
  let folder: TemporaryFolder
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method, url, headers } = request
    got = { line: `${method} ${url}`, headers, body: Buffer.concat(chunks).toString() }
    response.end('ok')
  })

  beforeAll(async () => {
    folder = await temporaryFolder()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    apiUrl = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  })

  beforeEach(() => {
    got = undefined
  })

  afterAll(async () => {
    server.close()
    await folder.remove()
  })

  /** All that means something to a shell, to JavaScript or to HTTPie is in it. */
  const awkward = {
    method: 'PUT',
    target: '/things/7?q=$HOME&r=%60a%60&s=1+2',
    requestHeaders: [
      ['host', 'localhost:3000'],
      ['authorization', `Bearer ${secret}`],
      ['content-type', 'application/json; charset="utf-8"'],
      ['x-odd', `=1 "two" 'three' \`four\` $five \\six ! 7;:@8`],
      ['x-at', '@nothing'],
      ['x-empty', ''],
      ['accept', 'text/csv'],
    ],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is there to be sent
    requestBody: { text: '{"a":"it\'s `$HOME` ${b} \\"c\\" \\\\","d":["@e", "é"]}\n' },
  } as const

  const expected = {
    line: `PUT ${awkward.target}`,
    headers: expect.objectContaining({
      authorization: 'Bearer good',
      'content-type': 'application/json; charset="utf-8"',
      'x-odd': awkward.requestHeaders[3][1],
      'x-at': '@nothing',
      'x-empty': '',
      accept: 'text/csv',
    }),
    body: awkward.requestBody.text,
  }

  const env = () => ({ ...process.env, TOKEN: 'good', HOME: '/nowhere' })

  test('is sent again by curl, as it was, with the token of the environment', async () => {
    const line = curlLine(apiUrl, awkward)
    expect(line).not.toContain(secret)
    await run('sh', ['-c', line], { env: env() })

    expect(got).toEqual(expected)
  })

  test('is sent again by curl with its own token, where that is asked for', async () => {
    await run('sh', ['-c', curlLine(apiUrl, awkward, { withToken: true })], { env: env() })

    expect(got?.headers.authorization).toBe(`Bearer ${secret}`)
  })

  test('is sent again by curl where its body looks like the name of a file', async () => {
    const body = { ...awkward, requestBody: { text: '@/etc/hostname' } }
    await run('sh', ['-c', curlLine(apiUrl, body)], { env: env() })

    expect(got?.body).toBe('@/etc/hostname')
  })

  test('is sent again by fetch, as it was, with the token of the environment', async () => {
    const code = fetchCode(toShared(apiUrl, awkward, false))
    expect(code).not.toContain(secret)
    const file = join(folder.path, 'call.mjs')
    await writeFile(file, code)
    const { stdout } = await run(process.execPath, [file], { env: env() })

    expect(stdout).toBe('200 ok\n')
    expect(got).toEqual(expected)
  })

  test.each([
    ['GET', 'GET'],
    ['DELETE', 'DELETE'],
  ])('of %s is sent again by fetch without a body', async (method) => {
    const file = join(folder.path, 'call.mjs')
    const request = { method, target: '/', requestHeaders: [], requestBody: { text: '' } }
    await writeFile(file, fetchCode(toShared(apiUrl, request, false)))
    await run(process.execPath, [file])

    expect([got?.line, got?.body]).toEqual([`${method} /`, ''])
  })

  test('is the right words for HTTPie, to the shell', async () => {
    const line = httpieLine(toShared(apiUrl, awkward, false))
    expect(line).not.toContain(secret)
    const words = `http() { for word in "$@"; do printf '%s\\0' "$word"; done; }; ${line}`
    const { stdout } = await run('sh', ['-c', words], { env: env() })

    expect(stdout.split('\0').slice(0, -1)).toEqual([
      '--ignore-stdin',
      '--raw',
      awkward.requestBody.text,
      'PUT',
      `${apiUrl}${awkward.target}`,
      'authorization:Bearer good',
      'content-type:application/json; charset="utf-8"',
      `x-odd:\\${awkward.requestHeaders[3][1].replaceAll('\\', '\\\\')}`,
      'x-at:\\@nothing',
      'x-empty;',
      'accept:text/csv',
    ])
  })

  test('is a request line, headers, an empty line and the body in an .http file', () => {
    const file = httpFile(toShared(apiUrl, awkward, false))
    const [variable, none, line, ...rest] = file.split('\n')
    const end = rest.indexOf('')

    expect([variable, none, line]).toEqual([
      '@token = {{$processEnv TOKEN}}',
      '',
      `PUT ${apiUrl}${awkward.target}`,
    ])
    expect(rest.slice(0, end).map((header) => header.split(': ')[0])).toEqual([
      'authorization',
      'content-type',
      'x-odd',
      'x-at',
      'x-empty',
      'accept',
    ])
    expect(rest[0]).toBe('authorization: Bearer {{token}}')
    expect(rest.slice(end + 1).join('\n')).toBe(awkward.requestBody.text)
  })

  test('hides tokens wherever they are, also in the address and in other headers', () => {
    const request = {
      method: 'GET',
      target: `/things?token=${secret}&a=1`,
      requestHeaders: [['x-token', secret]],
      requestBody: { text: '' },
    } as const

    for (const text of [
      curlLine(apiUrl, request),
      httpieLine(toShared(apiUrl, request, false)),
      fetchCode(toShared(apiUrl, request, false)),
      httpFile(toShared(apiUrl, request, false)),
    ])
      expect(text).not.toContain(secret)
    expect(curlLine(apiUrl, request)).toBe(`curl -i -H "x-token: $TOKEN" "${apiUrl}/things?token=$TOKEN&a=1"`)
  })
})

/** HAR 1.2, as far as one entry needs it. Source: http://www.softwareishard.com/blog/har-12-spec/ */
const Pairs = z.array(z.strictObject({ name: z.string(), value: z.string() }))
const Har = z.strictObject({
  log: z.strictObject({
    version: z.literal('1.2'),
    creator: z.strictObject({ name: z.string(), version: z.string() }),
    entries: z.array(
      z.strictObject({
        startedDateTime: z.iso.datetime(),
        time: z.number(),
        request: z.strictObject({
          method: z.string(),
          url: z.url(),
          httpVersion: z.string(),
          cookies: Pairs,
          headers: Pairs,
          queryString: Pairs,
          postData: z.strictObject({ mimeType: z.string(), text: z.string() }).optional(),
          headersSize: z.int(),
          bodySize: z.int(),
        }),
        response: z.strictObject({
          status: z.int(),
          statusText: z.string(),
          httpVersion: z.string(),
          cookies: Pairs,
          headers: Pairs,
          content: z.strictObject({ size: z.int(), mimeType: z.string(), text: z.string().optional() }),
          redirectURL: z.string(),
          headersSize: z.int(),
          bodySize: z.int(),
        }),
        cache: z.strictObject({}),
        timings: z.strictObject({ send: z.number(), wait: z.number(), receive: z.number() }),
      }),
    ),
  }),
})

describe('a request as a HAR file', () => {
  const details: RequestDetails = {
    id: 'x',
    atMs: Date.UTC(2026, 10, 27),
    tookMs: 12.5,
    method: 'POST',
    path: '/things',
    routeKey: 'POST /things',
    status: 201,
    statusText: 'Created',
    why: null,
    target: '/things?a=1&b=',
    requestHeaders: [
      ['authorization', `Bearer ${secret}`],
      ['cookie', 'a=1; b=2=3'],
      ['content-type', 'text/plain'],
    ],
    requestBody: { text: 'é' },
    responseHeaders: [
      ['content-type', 'application/json'],
      ['set-cookie', 'c=3; Path=/'],
      ['location', '/things/1'],
    ],
    responseBody: { text: `{"token":"${secret}"}` },
    explanation: null,
    answer: null,
    event: null,
    log: null,
  }

  test('is valid, and has no token in it', () => {
    const text = harFile('http://localhost:3000', details, { withToken: false })
    const [entry] = Har.parse(JSON.parse(text)).log.entries

    expect(text).not.toContain(secret)
    expect(entry?.request).toMatchObject({
      cookies: [
        { name: 'a', value: '1' },
        { name: 'b', value: '2=3' },
      ],
      queryString: [
        { name: 'a', value: '1' },
        { name: 'b', value: '' },
      ],
      postData: { mimeType: 'text/plain', text: 'é' },
      bodySize: 2,
    })
    expect(entry?.response).toMatchObject({ redirectURL: '/things/1', cookies: [{ name: 'c', value: '3' }] })
  })

  test('has the token where that is asked for, and no text of a body that is not text', () => {
    const binary = { ...details, responseBody: { bytes: 7 } }
    const text = harFile('http://localhost:3000', binary, { withToken: true })

    expect(text).toContain(secret)
    expect(Har.parse(JSON.parse(text)).log.entries[0]?.response.content).toEqual({
      size: 7,
      mimeType: 'application/json',
    })
  })
})

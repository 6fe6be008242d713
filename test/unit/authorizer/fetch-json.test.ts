import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import { describeFailure, type FetchFailure, fetchJson } from '../../../authorizer/fetch-json.ts'

const limits = { timeoutMs: 200, maxBytes: 20 }
let close: (() => void) | undefined

afterEach(() => close?.())

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = () => {
    server.closeAllConnections()
    server.close()
  }
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`)
}

test('gets a document', async () => {
  const url = await serve((_request, response) => response.end('{"keys":[]}'))

  const fetched = await fetchJson(url, limits)

  expect(fetched).toEqual({ kind: 'ok', document: { keys: [] }, tookMs: expect.any(Number) })
})

test.each<[name: string, listener: RequestListener, failure: Partial<FetchFailure>, text: string]>([
  [
    'a redirect',
    (_request, response) => response.writeHead(302, { location: 'https://elsewhere.example/' }).end(),
    { reason: 'status', status: 302, location: 'https://elsewhere.example/' },
    'answered 302, expected 200',
  ],
  [
    'more bytes than allowed',
    (_request, response) => response.end(`"${'x'.repeat(19)}"`),
    { reason: 'too-large' },
    'sent more than 20 bytes',
  ],
  [
    'a body that is not JSON',
    (_request, response) => response.end('<html>'),
    { reason: 'not-json' },
    'sent something that is not JSON',
  ],
  [
    'a body that never ends',
    (_request, response) => response.write('{'),
    { reason: 'timed-out' },
    'did not answer within 200 ms',
  ],
  [
    'a connection that ends partway',
    (_request, response) => response.write('{', () => response.destroy()),
    { reason: 'unreachable', code: 'ECONNRESET' },
    'cannot be reached: ECONNRESET',
  ],
])('reports %s', async (_name, listener, failure, text) => {
  const url = await serve(listener)

  const fetched = await fetchJson(url, limits)

  expect(fetched).toEqual({ kind: 'failed', ...failure })
  expect(describeFailure(fetched as FetchFailure, url, limits)).toBe(`${url} ${text}`)
})

test('accepts as many bytes as allowed', async () => {
  const url = await serve((_request, response) => response.end(`"${'x'.repeat(18)}"`))

  expect(await fetchJson(url, limits)).toMatchObject({ kind: 'ok' })
})

test('reports a port where nobody listens', async () => {
  const url = await serve(() => {})
  close?.()

  expect(await fetchJson(url, limits)).toEqual({
    kind: 'failed',
    reason: 'unreachable',
    code: 'ECONNREFUSED',
  })
})

import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { askIssuer, requestToken } from '../../../../plugin/local/issuer-client.ts'
import { writeRunState } from '../../../../plugin/local/run-state.ts'
import { verifyAccess } from '../../../../plugin/local/verify-access.ts'
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts'

let state: TemporaryFolder
let server: Server | undefined

beforeEach(async () => {
  state = await temporaryFolder()
})

afterEach(async () => {
  server?.close()
  await state.remove()
})

/** A run whose console and API are one server. */
async function run(respond: RequestListener, changes = {}): Promise<void> {
  server = createServer(respond).listen(0, '127.0.0.1')
  await new Promise((resolve) => server?.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const about = { pid: process.pid, provider: 'okta', apiUrl: url, consoleUrl: url, key: 'k', routes: [] }
  await writeRunState(state.path, { ...about, ...changes })
}

describe('requestToken', () => {
  test("asks with the run's key", async () => {
    let asked = ''
    await run(async (request, response) => {
      asked = `${request.method} ${request.url} ${request.headers.authorization} `
      for await (const chunk of request) asked += chunk
      response.end('{"token":"a.b.c"}')
    })

    expect(await requestToken(state.path, { use: 'id' })).toBe('a.b.c')
    expect(asked).toBe('POST /_claimcheck/token Bearer k {"use":"id"}')
  })

  test.each([
    [400, '{"message":"No such scope: x."}', 'No such scope: x.'],
    [502, '<html>', 'The issuer answered 502.'],
  ])('rejects an answer with %d and %s', async (status, body, message) => {
    await run((_request, response) => response.writeHead(status).end(body))

    await expect(requestToken(state.path, {})).rejects.toMatchObject({ code: 'ERR_TOKEN_REFUSED', message })
  })

  test('says when the issuer does not respond', async () => {
    await run(() => {}, { consoleUrl: 'http://127.0.0.1:1' })

    await expect(requestToken(state.path, {})).rejects.toMatchObject({
      code: 'ERR_NOT_RUNNING',
      message: expect.stringContaining('http://127.0.0.1:1, does not respond'),
    })
  })

  test('says when the run has no issuer, or there is no run', async () => {
    await expect(requestToken(state.path, {})).rejects.toMatchObject({ code: 'ERR_NOT_RUNNING' })
    await run(() => {}, { consoleUrl: undefined, key: undefined })
    await expect(
      askIssuer(state.path, { method: 'DELETE', path: '/_claimcheck/user', body: {} }),
    ).rejects.toMatchObject({
      code: 'ERR_NO_ISSUER',
      message: expect.stringContaining('--issuer'),
    })
  })
})

describe('verifyAccess', () => {
  test('has each route of the table called', async () => {
    const asked: string[] = []
    await run(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      asked.push(`${request.method} ${request.url} ${body}`)
      response.end(JSON.stringify(body ? { routeKey: 'GET /x' } : { rows: [{ routeKey: 'GET /x' }] }))
    })

    expect(await verifyAccess(state.path, { callsAll: false })).toEqual([{ routeKey: 'GET /x' }])
    expect(asked).toEqual([
      'GET /_console/access ',
      'POST /_console/access/verify {"routeKey":"GET /x","callsAll":false}',
    ])
  })

  test('rejects what the run rejects, and a run that does not respond', async () => {
    await run((_request, response) => response.end('{"problem":"Not now.","code":"ERR_BUSY"}'))
    await expect(verifyAccess(state.path, { callsAll: false })).rejects.toMatchObject({ code: 'ERR_BUSY' })

    server?.close()
    await run(() => {}, { consoleUrl: 'http://127.0.0.1:1' })
    await expect(verifyAccess(state.path, { callsAll: false })).rejects.toMatchObject({
      code: 'ERR_NOT_RUNNING',
    })
  })
})

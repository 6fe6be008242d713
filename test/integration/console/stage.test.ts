import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import {
  type StageConsole,
  startStageConsole,
} from '../../../plugin/local/console/stage/start-stage-console.ts'
import { freePort } from '../../support/local-run.ts'
import { keyCookie } from '../../support/run-key.ts'

/** An issuer and an API elsewhere, each on one server, and the console in front of them. */
let issuer: Server
let api: Server
let answer: RequestListener
let stage: StageConsole | undefined

async function serve(listener: RequestListener): Promise<Server> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

beforeAll(async () => {
  issuer = await serve((_request, response) => response.end(JSON.stringify({ issuer: urlOf(issuer) })))
  api = await serve((request, response) => answer(request, response))
})

afterEach(() => stage?.close())

afterAll(() => {
  for (const server of [issuer, api]) {
    server.closeAllConnections()
    server.close()
  }
})

async function start(port: number): Promise<StageConsole> {
  stage = await startStageConsole(
    {
      provider: 'oidc',
      issuer: urlOf(issuer),
      clientId: 'client',
      scopes: ['openid'],
      signInAudience: undefined,
      apiUrl: urlOf(api),
      routes: [],
      functions: async () => new Map(),
    },
    port,
  )
  return stage
}

async function call(running: StageConsole): Promise<unknown> {
  const response = await fetch(`${running.url}/_console/call`, {
    method: 'POST',
    headers: {
      cookie: keyCookie(running),
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ method: 'GET', path: '/', headers: [] }),
  })
  return response.json()
}

test('reports an API that breaks off within its response, and keeps serving', async () => {
  const running = await start(0)
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': 100 })
    response.write('half', () => response.destroy())
  }
  expect(await call(running)).toMatchObject({ code: 'ERR_NO_ANSWER' })

  answer = (_request, response) => response.end('whole')
  expect(await call(running)).toMatchObject({ status: 200, responseBody: { text: 'whole' } })
})

test('reports an API that closes the connection, or changes the protocol, instead of responding', async () => {
  const running = await start(0)
  answer = (request) => request.socket.destroy()
  expect(await call(running)).toMatchObject({ code: 'ERR_NO_ANSWER' })

  answer = (request) =>
    request.socket.end('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n')
  expect(await call(running)).toMatchObject({ code: 'ERR_NO_ANSWER' })
})

test('reports keys of the issuer that cannot be fetched', async () => {
  const running = await start(0)
  const headers = { cookie: keyCookie(running), 'sec-fetch-site': 'same-origin' }

  const response = await fetch(`${running.url}/_issuer/keys`, { headers })
  expect([response.status, await response.text()]).toEqual([502, expect.any(String)])
})

test('reads no more than 10 MB of a response', async () => {
  const running = await start(0)
  const closed = Promise.withResolvers<number>()
  let written = 0
  answer = (_request, response) => {
    const block = Buffer.alloc(1024 * 1024)
    const more = () => {
      written += block.length
      response.write(block, (error) => error ?? more())
    }
    response.once('close', () => closed.resolve(written))
    more()
  }

  expect(await call(running)).toMatchObject({ code: 'ERR_ANSWER_TOO_LONG' })
  expect(await closed.promise).toBeLessThan(40 * 1024 * 1024)
})

test('serves a page that is requested while it starts', async () => {
  const port = await freePort()
  const asking = untilServed(`http://localhost:${port}/`)
  const running = await start(port)

  expect(await asking).toBe(401)
  const headers = { cookie: keyCookie(running) }
  expect((await fetch(running.url, { headers })).status).toBe(200)
  expect((await fetch(`${running.url}/_issuer/keys`, { headers })).status).toBe(403)
  expect((await fetch(`http://localhost:${port}/console.js`)).status).toBe(200)
})

/** The first status that comes, asked for without a pause. */
async function untilServed(url: string): Promise<number> {
  for (;;) {
    const response = await fetch(url).catch(() => undefined)
    if (response) return response.status
    await setTimeout(1)
  }
}

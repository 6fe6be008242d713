import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { writeRunState } from '../../../plugin/local/run-state.ts'
import { verifyAccess } from '../../../plugin/local/verify-access.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'

let folder: TemporaryFolder
let run: Server
let answer: { readonly status: number; readonly body: string }

/** Stands for a run that has lost its way: it answers everything alike. */
beforeEach(async () => {
  folder = await temporaryFolder()
  run = createServer((_, response) => response.writeHead(answer.status).end(answer.body)).listen(
    0,
    '127.0.0.1',
  )
  await once(run, 'listening')
  const url = `http://127.0.0.1:${(run.address() as AddressInfo).port}`
  await writeRunState(folder.path, {
    pid: process.pid,
    provider: 'cognito',
    apiUrl: url,
    consoleUrl: url,
    key: 'key',
    routes: [],
  })
})

afterEach(async () => {
  run.closeAllConnections()
  run.close()
  await folder.remove()
})

test.each([
  [500, 'Internal Server Error', 'ERR_NOT_VERIFIED', 'The run answered 500.'],
  [403, '{"message":"Not from here."}', 'ERR_NOT_VERIFIED', 'Not from here.'],
  [
    200,
    '{"problem":"There is no route GET /a any more.","code":"ERR_ROUTE_UNKNOWN"}',
    'ERR_ROUTE_UNKNOWN',
    'There is no route GET /a any more.',
  ],
])('an answer %i with %s is said in one sentence', async (status, body, code, message) => {
  answer = { status, body }

  await expect(verifyAccess(folder.path, { callsAll: false })).rejects.toMatchObject({
    name: 'UserError',
    code,
    message,
  })
})

test('routes without a cell to prove are none', async () => {
  answer = { status: 200, body: '{"rows":[]}' }

  expect(await verifyAccess(folder.path, { callsAll: false })).toEqual([])
})

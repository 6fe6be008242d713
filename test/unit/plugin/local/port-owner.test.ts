import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { explainTakenPort } from '../../../../plugin/local/port-owner.ts'
import { writeRunState } from '../../../../plugin/local/run-state.ts'
import { PortTakenError } from '../../../../plugin/system/listen.ts'
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts'

let folder: TemporaryFolder
let child: ChildProcess
let port: number

/** Listens, and prints its port. */
const program =
  "const s = require('node:http').createServer().listen(0, '127.0.0.1', () => console.log(s.address().port))"

beforeEach(async () => {
  folder = await temporaryFolder()
})

afterEach(async () => {
  child.kill()
  await folder.remove()
})

async function start(...words: readonly string[]): Promise<void> {
  child = spawn(process.execPath, ['-e', program, '--', ...words], { cwd: folder.path })
  const [text] = await once(child.stdout as NonNullable<typeof child.stdout>, 'data')
  port = Number(text)
}

function noteRun(name: string): Promise<void> {
  return writeRunState(join(folder.path, name), {
    pid: child.pid ?? 0,
    service: 'notes',
    provider: 'okta',
    apiUrl: `http://127.0.0.1:${port}`,
    consoleUrl: undefined,
    key: undefined,
    routes: [],
  })
}

const explain = async () =>
  ((await explainTakenPort(new PortTakenError({ port, host: 'localhost', option: '--port' }))) as Error)
    .message

test.each([
  ['its own folder', '.claimcheck', []],
  ['the folder of --state', 'elsewhere', ['--state', 'elsewhere']],
])('names another local run, its folder and how to stop it, by %s', async (_, name, words) => {
  await start('local', ...words)
  await noteRun(name)

  expect(await explain()).toBe(
    `Port ${port} is in use by another local run: notes in ${folder.path}. Stop it with Ctrl-C in its terminal ` +
      `(or: kill ${child.pid}), or choose another port with --port, for example --port ${port + 100}.`,
  )
})

test('says of another program that it is one', async () => {
  await start('something')

  expect(await explain()).toMatch(
    /^Port \d+ is in use by another program\. Stop that program, or choose another port/,
  )
})

test('leaves other errors as they are', async () => {
  await start('something')
  const error = new Error('other')

  expect(await explainTakenPort(error)).toBe(error)
})

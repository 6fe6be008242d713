import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import getPort from 'get-port'
import { findInspected } from '../../../plugin/local/lambda/inspected.ts'
import { type AttachedDebugger, attachDebugger } from '../../support/debugger.ts'
import { type ServiceFiles, writeFiles } from '../../support/service-files.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'
import { aService } from '../../support/test-api.ts'
import { aFunction, startTestFunctions, type TestFunctions } from '../../support/test-functions.ts'

interface Script {
  readonly url: string
  readonly sourceMapURL: string
}

let folder: TemporaryFolder
let host: TestFunctions
let debug: AttachedDebugger

async function attach(files: ServiceFiles): Promise<void> {
  await writeFiles(folder.path, files)
  host = await startTestFunctions([aFunction('a', 'src/a.handler', { timeoutSeconds: 0.3 })], {
    dir: folder.path,
    outDir: join(folder.path, '.out'),
    watch: true,
    inspected: { functionKey: 'a', port: await getPort() },
  })
  debug = await attachDebugger(await address())
  await debug.send('Debugger.enable')
}

/** The last that was printed. */
async function address(): Promise<string> {
  await host.line(/Debugger listening/)
  const line = host.log.findLast((each) => each.includes('Debugger listening')) ?? ''
  return /ws:\S+/.exec(line)?.[0] ?? ''
}

describe('a function that is debugged', () => {
  beforeEach(async () => {
    folder = await temporaryFolder()
  })

  afterEach(async () => {
    debug.close()
    await host.close()
    await folder.remove()
  })

  test('stops at a breakpoint, for longer than its timeout, and answers when it goes on', async () => {
    await attach({ 'src/a.js': 'exports.handler = async () => {\n  const a = 1\n  return a\n}' })
    const url = pathToFileURL(join(folder.path, 'src/a.js')).href
    await debug.send('Debugger.setBreakpointByUrl', { url, lineNumber: 2 })
    const answer = host.invoke('a', {})
    await debug.event('Debugger.paused')
    await new Promise((resolve) => setTimeout(resolve, 600))
    await debug.send('Debugger.resume')

    expect(await answer).toEqual({ kind: 'returned', value: 1 })
  })

  test('tells the debugger where its sources are', async () => {
    await attach({
      'src/a.ts': "import { b } from './b.ts'\nexport const handler = async () => b",
      'src/b.ts': 'export const b: number = 1',
    })
    const { url, sourceMapURL } = await debug.event<Script>('Debugger.scriptParsed', (script) =>
      script.url.includes('/src/a.'),
    )
    const map = new URL(sourceMapURL, url)
    const { sources } = JSON.parse(await readFile(map, 'utf8'))

    expect(sources.map((source: string) => fileURLToPath(new URL(source, map)))).toEqual([
      join(folder.path, 'src/a.ts'),
      join(folder.path, 'src/b.ts'),
    ])
  })

  test('has one process, which an edit replaces', async () => {
    await attach({ 'src/a.js': 'exports.handler = async () => 1' })
    const before = await address()
    expect(await host.invoke('a', {})).toEqual({ kind: 'returned', value: 1 })
    await writeFiles(folder.path, { 'src/a.js': 'exports.handler = async () => 2' })
    await host.line(/now serving the new version/)

    expect(await host.invoke('a', {})).toEqual({ kind: 'returned', value: 2 })
    expect(new URL(await address()).port).toBe(new URL(before).port)
    expect(await address()).not.toBe(before)
  })
})

describe('--inspect', () => {
  const service = aService({
    functions: [aFunction('a', 'a.handler'), aFunction('py', 'py.handler', { runtime: 'python3.12' })],
  })

  test('accepts the key of a function', async () => {
    expect(await findInspected(service, 'a')).toEqual({ functionKey: 'a', port: expect.any(Number) })
  })

  test.each(['b', 'py', ''])('rejects "%s", and lists what there is', async (key) => {
    await expect(findInspected(service, key)).rejects.toMatchObject({
      code: 'ERR_OPTION_INVALID',
      message: expect.stringContaining('There is: a.'),
    })
  })
})

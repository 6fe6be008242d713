import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createWrittenLines } from '../../../plugin/local/lambda/written-lines.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'
import { aFunction, startTestFunctions, type TestFunctions } from '../../support/test-functions.ts'

const sources = {
  'talks.js': `const wait = () => new Promise((resolve) => setTimeout(resolve, 100))
exports.handler = async ({ name }) => {
  await wait()
  console.log('hello', name)
  console.error('bye', name)
  await wait()
}`,
  'throws.js': "exports.handler = async () => { console.log('about to'); throw new TypeError('broken') }",
  'waits.js':
    "exports.handler = async () => { console.log('waiting'); await new Promise((resolve) => setTimeout(resolve, 60_000)) }",
  'hoards.js': `exports.handler = async () => {
  console.log('hoarding')
  const all = []
  for (;;) { all.push(Buffer.alloc(8 * 1024 * 1024, 1)); await new Promise(setImmediate) }
}`,
  'unbuilt.ts': 'export const handler = async () => { return (',
  'unloaded.js': "throw new Error('not today')",
}

describe('what a function writes while it has an event', () => {
  let folder: TemporaryFolder
  let functions: TestFunctions

  beforeAll(async () => {
    folder = await temporaryFolder()
    for (const [name, text] of Object.entries(sources)) await writeFile(join(folder.path, name), text)
    functions = await startTestFunctions(
      Object.keys(sources).map((file) => {
        const key = file.replace(/\.\ws$/, '')
        return aFunction(key, `${key}.handler`, { timeoutSeconds: key === 'waits' ? 1 : 20, memoryMb: 128 })
      }),
      { dir: folder.path },
    )
  })

  afterAll(async () => {
    await functions.close()
    await folder.remove()
  })

  async function linesOf(key: string, event: object = {}): Promise<readonly string[]> {
    const written = createWrittenLines()
    await functions.invoke(key, event, written)
    // Output that is read in the turn of the answer may be read after it.
    await new Promise((resolve) => setImmediate(resolve))
    return written.lines()
  }

  test('is given to who invoked it, from both outputs', async () => {
    // Two pipes: their order is not kept on a machine that is busy.
    expect(new Set(await linesOf('talks', { name: 'ada' }))).toEqual(new Set(['hello ada', 'bye ada']))
  })

  test('is given to the event that it belongs to, of several at a time', async () => {
    const names = Array.from({ length: 6 }, (_each, at) => `caller ${at}`)
    const all = await Promise.all(names.map((name) => linesOf('talks', { name })))

    expect(all.map((lines) => lines.toSorted())).toEqual(
      names.map((name) => [`bye ${name}`, `hello ${name}`]),
    )
  })

  test('ends with the error and its stack where it throws', async () => {
    const [first, second, ...stack] = await linesOf('throws')

    expect([first, second]).toEqual(['about to', 'failed: TypeError: broken'])
    expect(stack[0]).toMatch(/throws\.js:1:\d+\)?$/)
  })

  test('ends with the timeout that it ran into', async () => {
    expect(await linesOf('waits')).toEqual(['waiting', 'timed out after 1 s and was ended'])
  })

  test('ends with the memory that it ran out of', async () => {
    const lines = await linesOf('hoards')

    expect(lines[0]).toBe('hoarding')
    expect(lines.at(-1)).toMatch(/^failed: Runtime\.OutOfMemory: .*128 MB/)
  })

  test('is why it does not build', async () => {
    const lines = await linesOf('unbuilt')

    expect(lines[0]).toBe('failed to build:')
    expect(lines.join('\n')).toContain('unbuilt.ts:1:')
  })

  test('is why it does not load', async () => {
    const lines = await linesOf('unloaded')

    expect(lines[0]).toBe('failed to load: Error: not today')
    expect(lines.join('\n')).toContain('unloaded.js:1:')
  })

  test('is nothing where nothing is written', async () => {
    expect(createWrittenLines().lines()).toEqual([])
    expect(await linesOf('nobody')).toEqual([])
  })
})

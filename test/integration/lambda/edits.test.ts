import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type ManualClock, manualClock } from '../../support/manual-clock.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'
import { aFunction, startTestFunctions, type TestFunctions } from '../../support/test-functions.ts'

let source: TemporaryFolder
let host: TestFunctions
let clock: ManualClock

beforeEach(async () => {
  source = await temporaryFolder()
  await mkdir(join(source.path, 'src'))
  await write('src/version.ts', 'export const version = 1')
  await write('src/hello.ts', helloWith('version'))
  host = await start()
})

afterEach(async () => {
  await host.close()
  await source.remove()
})

function start(): Promise<TestFunctions> {
  const outDir = join(source.path, '.out')
  clock = manualClock()
  return startTestFunctions([aFunction('hello', 'src/hello.handler')], {
    dir: source.path,
    outDir,
    watch: true,
    clock,
  })
}

function write(path: string, text: string): Promise<void> {
  return writeFile(join(source.path, path), text)
}

function helloWith(value: string): string {
  return `import { version } from './version.ts'\nexport const handler = async ({ ms = 0 }) => {\n  await new Promise((done) => setTimeout(done, ms))\n  return ${value}\n}\n`
}

/** Asks until the answer is as wanted; every answer on the way must be a value. */
async function answersUntil(wanted: unknown): Promise<number> {
  for (let count = 1; ; count += 1) {
    const outcome = await host.invoke('hello', {})
    if (outcome.kind !== 'returned') throw new Error(`an event was dropped: ${JSON.stringify(outcome)}`)
    if (outcome.value === wanted) return count
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

describe('an edit', () => {
  test('given a function that is being asked, when its sources change several times, then no event is dropped and the last edit answers', async () => {
    await answersUntil(1)
    for (const version of [2, 3, 4]) {
      await write('src/version.ts', `export const version = ${version}`)
      await answersUntil(version)
    }

    expect(host.log.filter((line) => line.includes('now serving the new version'))).toHaveLength(3)
  })

  test('given an event that is running, when the function is swapped, then the event is finished by the old version', async () => {
    await answersUntil(1)
    const running = host.invoke('hello', { ms: 1_500 })
    await write('src/version.ts', 'export const version = 2')
    await host.line(/now serving the new version/)

    expect(await host.invoke('hello', {})).toEqual({ kind: 'returned', value: 2 })
    expect(await running).toEqual({ kind: 'returned', value: 1 })
  })

  test('given an edit that does not build, when it is saved, then the last good version answers and the log has file and line; fixed, the new one does', async () => {
    await answersUntil(1)
    await write('src/hello.ts', 'export const handler = async () => {')
    await host.line(/^\[hello\] failed to build; still serving the previous version:$/)

    expect(await host.line(/src\/hello\.ts:1:\d+: /)).toBeDefined()
    expect(await host.invoke('hello', {})).toEqual({ kind: 'returned', value: 1 })
    await write('src/hello.ts', helloWith('version + 1'))
    await answersUntil(2)
  })

  test('given an edit that does not load, when it is saved, then the previous version keeps serving', async () => {
    await answersUntil(1)
    await write('src/version.ts', 'export const version = undefined.nothing')
    await host.line(/^\[hello\] failed to load; still serving the previous version:$/)

    expect(await host.invoke('hello', {})).toEqual({ kind: 'returned', value: 1 })
  })
})

describe('two functions', () => {
  test('given one that does not build, when the other is edited, then the other is swapped in, and the log says once what is wrong with the first', async () => {
    await host.close()
    await write('src/other.ts', "export const handler = async () => 'other'")
    host = await startTestFunctions(
      [aFunction('hello', 'src/hello.handler'), aFunction('other', 'src/other.handler')],
      { dir: source.path, outDir: join(source.path, '.out'), watch: true },
    )
    await write('src/other.ts', 'export const handler = async () => {')
    await host.line(/^\[other\] failed to build/)
    await write('src/version.ts', 'export const version = 2')
    await answersUntil(2)

    expect(await host.invoke('other', {})).toEqual({ kind: 'returned', value: 'other' })
    expect(host.log.filter((line) => line.startsWith('[other] failed to build'))).toHaveLength(1)
    expect(host.log.filter((line) => line.includes('now serving the new version'))).toHaveLength(1)
  })
})

describe('a file that is being written', () => {
  test('given an editor that empties a file before it fills it, when the function is asked meanwhile, then the empty one never answers', async () => {
    await answersUntil(1)
    await write('src/hello.ts', '')
    const asking = answersUntil(11)
    await clock.waitedFor()
    await write('src/hello.ts', helloWith('version + 10'))
    await asking
    clock.advance(1_000)

    expect(host.log.join('\n')).not.toContain('failed to load')
  })

  test('given the same of a file that the function imports, when it is filled again, then only the filled one is served', async () => {
    await answersUntil(1)
    await write('src/version.ts', '')
    await clock.waitedFor()
    expect(await host.invoke('hello', {})).toEqual({ kind: 'returned', value: 1 })
    await write('src/version.ts', 'export const version = 2')
    await answersUntil(2)

    expect(host.log.filter((line) => line.includes('now serving the new version'))).toHaveLength(1)
  })

  test('given a file that is left empty, when it has been so for a while, then the log says what that means', async () => {
    await answersUntil(1)
    await write('src/hello.ts', '')
    await clock.waitedFor()
    clock.advance(300)

    expect(await host.line(/"handler" is not exported/)).toBeDefined()
    expect(await host.invoke('hello', {})).toEqual({ kind: 'returned', value: 1 })
  })
})

describe('a service without the AWS SDK', () => {
  test('given a handler that counts on that of Lambda, when it runs here, then it has that of claimcheck', async () => {
    await host.close()
    await write(
      'src/hello.ts',
      "import { GetItemCommand } from '@aws-sdk/client-dynamodb'\nexport const handler = async () => typeof GetItemCommand\n",
    )
    host = await start()

    expect(await host.invoke('hello', {})).toEqual({ kind: 'returned', value: 'function' })
  })

  test('given a package that Lambda does not have either, when it is loaded, then the log says to install it', async () => {
    await host.close()
    await write('src/hello.ts', "import 'not-installed'\nexport const handler = async () => 1\n")
    host = await start()

    expect(await host.line(/Cannot find module 'not-installed'/)).toBeDefined()
    expect(await host.line(/npm install not-installed/)).toBeDefined()
  })
})

describe('closing in the middle of an edit', () => {
  test('given a new version that never finishes loading, when the host closes, then it ends at once', async () => {
    await answersUntil(1)
    await write('src/version.ts', 'for (;;);\nexport const version = 2')
    while (!(await readdir(source.path, { recursive: true })).some((path) => path.endsWith('hello-2.cjs'))) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    const startedMs = Date.now()
    await host.close()

    expect(Date.now() - startedMs).toBeLessThan(3_000)
    expect(host.log.join('\n')).not.toContain('failed')
  })
})

describe('a function that did not build at first', () => {
  test('given a module that is missing, when it appears, then the function answers', async () => {
    await rm(join(source.path, 'src/version.ts'))
    await host.close()
    host = await start()
    expect(await host.invoke('hello', {})).toMatchObject({
      kind: 'failed',
      reason: 'failed to build: src/hello.ts:1:25: Could not resolve "./version.ts"',
    })

    await write('src/version.ts', 'export const version = 5')
    await host.line(/now serving the new version/)
    expect(await host.invoke('hello', {})).toEqual({ kind: 'returned', value: 5 })
  })
})

import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type ManualClock, manualClock } from '../../support/manual-clock.ts'
import { type ServiceFiles, writeFiles } from '../../support/service-files.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'
import { aFunction, startTestFunctions, type TestFunctions } from '../../support/test-functions.ts'

let folder: TemporaryFolder
let host: TestFunctions
let clock: ManualClock

const service: ServiceFiles = {
  'src/hello.js': helloWith('version'),
  'src/version.js': 'exports.version = 1',
  'src/other.js': 'const started = Math.random()\nexports.handler = async () => started',
}

beforeEach(async () => {
  folder = await temporaryFolder()
  clock = manualClock()
})

afterEach(async () => {
  await host.close()
  await folder.remove()
})

async function start(files: ServiceFiles = service): Promise<void> {
  await writeFiles(folder.path, files)
  host = await startTestFunctions(
    [aFunction('hello', 'src/hello.handler'), aFunction('other', 'src/other.handler')],
    { dir: folder.path, outDir: join(folder.path, '.out'), watch: true, clock },
  )
  await answerOf('hello')
}

function write(path: string, text: string): Promise<void> {
  return writeFiles(folder.path, { [path]: text })
}

function helloWith(value: string): string {
  return `const { version } = require('./version')\nexports.handler = async ({ ms = 0 }) => {\n  await new Promise((done) => setTimeout(done, ms))\n  return ${value}\n}\n`
}

async function answerOf(key: string, event: object = {}): Promise<unknown> {
  const outcome = await host.invoke(key, event)
  if (outcome.kind !== 'returned') throw new Error(`an event was dropped: ${JSON.stringify(outcome)}`)
  return outcome.value
}

/** Asks until the answer is as wanted; every answer on the way must be a value. */
async function answersUntil(wanted: unknown): Promise<void> {
  while ((await answerOf('hello')) !== wanted) await new Promise((resolve) => setTimeout(resolve, 5))
}

describe('an edit of JavaScript', () => {
  test('changes what answers, edit after edit, and drops no event', async () => {
    await start()
    for (const version of [2, 3, 4]) {
      await write('src/version.js', `exports.version = ${version}`)
      await answersUntil(version)
    }

    expect(host.log.filter((line) => line.includes('now serving the new version'))).toHaveLength(3)
  })

  test('leaves functions alone that do not load the file', async () => {
    await start()
    const before = await answerOf('other')
    await write('src/version.js', 'exports.version = 2')
    await answersUntil(2)

    expect(await answerOf('other')).toBe(before)
    expect(host.log.join('\n')).not.toContain('[other]')
  })

  test('lets an event that runs finish in the old process', async () => {
    await start()
    const running = answerOf('hello', { ms: 1_500 })
    await write('src/version.js', 'exports.version = 2')
    await host.line(/now serving the new version/)

    expect(await answerOf('hello')).toBe(2)
    expect(await running).toBe(1)
  })

  test('reloads nothing when a file is saved as it was', async () => {
    await start()
    await write('src/hello.js', helloWith('version'))
    await write('src/version.js', 'exports.version = 2')
    await answersUntil(2)

    expect(host.log.filter((line) => line.includes('now serving the new version'))).toHaveLength(1)
  })

  test('is seen in a file that an event loaded', async () => {
    await start({ ...service, 'src/hello.js': "exports.handler = async () => require('./version').version" })
    await write('src/version.js', 'exports.version = 2')
    await answersUntil(2)
  })

  test('is seen in an ES module, in JSON, and beside TypeScript', async () => {
    await start({
      'src/other.js': 'exports.handler = async () => 1',
      'src/hello.ts':
        "import { createRequire } from 'node:module'\nconst { version } = createRequire(__filename)('./version.json')\nexport const handler = async () => version",
      'src/version.json': '{"version":1}',
    })
    await write('src/version.json', '{"version":2}')
    await answersUntil(2)
  })

  test('is seen when an editor puts a new file in the place of the old one', async () => {
    await start()
    for (const version of [2, 3]) {
      await write('src/version.js~', `exports.version = ${version}`)
      await rename(join(folder.path, 'src/version.js~'), join(folder.path, 'src/version.js'))
      await answersUntil(version)
    }
  })
})

describe('a broken edit of JavaScript', () => {
  test.each([
    ['a syntax error', 'exports.version = {', /src\/version\.js:1/],
    ['an error at load', "throw new Error('broken')", /Error: broken/],
    ['a missing module', "exports.version = require('./missing')", /Cannot find module '\.\/missing'/],
  ])('%s keeps the last good version serving, and the log says what to fix', async (_what, text, reason) => {
    await start()
    await write('src/version.js', text)
    await host.line(/^\[hello\] failed to load; still serving the previous version:$/)

    expect(await host.line(reason)).toBeDefined()
    expect(await answerOf('hello')).toBe(1)
    await write('src/version.js', 'exports.version = 2')
    await answersUntil(2)
  })

  test('is over as soon as the missing module is there', async () => {
    await start()
    await write('src/version.js', "exports.version = require('./missing')")
    await host.line(/still serving the previous version/)
    await write('src/missing.js', 'module.exports = 2')
    await answersUntil(2)
  })

  test('counts for an emptied or deleted file only after a while', async () => {
    await start()
    await write('src/hello.js', '')
    await clock.waitedFor()
    expect(host.log.join('\n')).not.toContain('failed to load')
    clock.advance(300)
    expect(await host.line(/"handler" is not exported/)).toBeDefined()
    await rm(join(folder.path, 'src/version.js'))
    await clock.waitedFor()

    expect(await answerOf('hello')).toBe(1)
  })
})

describe('a function that did not load at first', () => {
  test('answers once it does', async () => {
    await writeFiles(folder.path, { ...service, 'src/version.js': 'exports.version = {' })
    host = await startTestFunctions([aFunction('hello', 'src/hello.handler')], {
      dir: folder.path,
      outDir: join(folder.path, '.out'),
      watch: true,
      clock,
    })
    expect((await host.invoke('hello', {})).kind).toBe('failed')
    await write('src/version.js', 'exports.version = 5')
    await host.line(/now serving the new version/)

    expect(await answerOf('hello')).toBe(5)
  })
})

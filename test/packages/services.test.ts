import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { answerOf, packagesFolder, runIn, unzip } from './in-folder.ts'
import { type InstalledRun, startRun } from './start-run.ts'

describe.each(['osls', 'serverless'])('the packages under %s', (framework) => {
  describe.each(['javascript', 'typescript'])('a service in %s', (language) => {
    const dir = join(packagesFolder(), framework, language)

    test('serverless package: the zip answers an event', async () => {
      const { code, output } = await runIn(dir, 'serverless', 'package')

      expect({ code, output }).toMatchObject({ code: 0 })
      expect(await answerFromZip(dir)).toContain('answer 200 {"greets":"ada-1"')
    })

    describe('serverless local', () => {
      let run: InstalledRun
      beforeAll(async () => {
        run = await startRun(dir)
      })
      afterAll(() => run.stop())

      test('answers 401 without a token', async () => {
        expect((await fetch(`${run.url}/greet`)).status).toBe(401)
      })

      test.each([
        ['serverless', 'token'],
        ['claimcheck', 'token'],
      ])('answers 200 with a token of %s %s', async (...command) => {
        const { stdout, output } = await runIn(dir, ...command)
        const authorization = `Bearer ${stdout.trim()}`
        const response = await fetch(`${run.url}/greet`, { headers: { authorization } })

        expect({ output, status: response.status }).toMatchObject({ status: 200 })
      })

      test('serves the console from built files', async () => {
        const files = [
          '/',
          '/console.js',
          '/every-page.js',
          '/sign-out.js',
          '/unlock.js',
          '/style.css',
          '/console.css',
          '/docs/guide/refusals',
        ]
        const headers = { authorization: `Bearer ${run.key}` }
        const statuses = await Promise.all(
          files.map(async (path) => (await fetch(run.consoleUrl + path, { headers })).status),
        )
        expect(statuses).toEqual(files.map(() => 200))
      })
    })
  })
})

test('serverless-esbuild: the zip answers an event', async () => {
  const folder = join(packagesFolder(), 'packagers')
  const dir = join(folder, 'esbuild')
  const bin = join(folder, 'node_modules', 'osls', 'bin', 'serverless.js')
  const { code, output } = await runIn(dir, 'node', bin, 'package')

  expect({ code, output }).toMatchObject({ code: 0 })
  expect(await answerFromZip(dir)).toContain('answer 200 {"greets":"ada-1"')
})

/** Lays the function's archive out in a folder, as on Lambda, and calls it there. */
async function answerFromZip(dir: string): Promise<string> {
  const folder = join(dir, '.serverless', 'unzipped')
  for (const [name, bytes] of Object.entries(await unzip(join(dir, '.serverless', 'greet.zip')))) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), bytes)
  }
  // On Lambda no package.json above the function says that its .js files are ES modules.
  await writeFile(join(folder, 'package.json'), '{}')
  return (await answerOf(join(folder, 'greet.js'), folder)).output
}

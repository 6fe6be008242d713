import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { writeGuideFiles } from '../../support/guide-files.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
// Inside the repository, so that `claimcheck` is this package.
const work = join(root, '.claimcheck/testing-guide')

/** Runs a program in the folder of the snippets. The test runners must not take themselves for part of this run. */
async function run(...args: readonly string[]): Promise<string> {
  const { NODE_TEST_CONTEXT: _context, NODE_OPTIONS: _options, JEST_WORKER_ID: _worker, ...env } = process.env
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: work, env }).catch(
    (error) => error,
  )
  return `${stdout}${stderr}`
}

describe('docs/guide/testing.md', () => {
  let names: readonly string[]

  beforeAll(async () => {
    await rm(work, { recursive: true, force: true })
    names = await writeGuideFiles('testing.md', work)
  })
  afterAll(() => rm(work, { recursive: true, force: true }))

  test('names a file in every snippet', async () => {
    const page = await readFile(join(root, 'docs/guide/testing.md'), 'utf8')

    expect(names).toHaveLength(page.match(/^```js$/gm)?.length ?? 0)
    expect(names.length).toBeGreaterThan(5)
  })

  // In one process, which loads the sources once.
  test('has snippets that pass under node:test', async () => {
    const files = names.filter((name) => /^[\w-]+\.test\.js$/.test(name))
    const output = await run('--test', '--test-isolation=none', '--test-reporter=tap', ...files)

    expect(output).toMatch(/^# fail 0$/m)
    expect(Number(/^# pass (\d+)$/m.exec(output)?.[1])).toBeGreaterThan(60)
  })

  test('has snippets that pass under Jest', async () => {
    await writeFile(
      join(work, 'jest.config.js'),
      "export default { transform: { '\\\\.ts$': '@swc/jest' }, extensionsToTreatAsEsm: ['.ts'], testMatch: ['**/*.jest.test.js'] }",
    )
    const jest = join(root, 'node_modules/jest/bin/jest.js')

    expect(await run('--experimental-vm-modules', jest)).toMatch(/Tests: +1 passed, 1 total/)
  })
})

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { build } from 'esbuild'
import { writeGuideFiles } from '../support/guide-files.ts'
import { type Finished, packagesFolder, runIn } from './in-folder.ts'

/** The same small suite, under each runner, as its users start it. */
const runners: readonly (readonly [name: string, ...command: [string, ...string[]]])[] = [
  ['Jest', 'node', '--experimental-vm-modules', '../node_modules/jest/bin/jest.js'],
  ['Vitest', 'vitest', 'run'],
  ['node:test', 'node', '--test', 'notes.node.test.js'],
]

describe('claimcheck/testing, installed', () => {
  const folder = join(packagesFolder(), 'osls', 'testing-kit')
  let broken: string

  beforeAll(async () => {
    broken = await mkdtemp(join(packagesFolder(), 'osls', 'testing-kit-'))
    await cp(folder, broken, { recursive: true })
    const handler = await readFile(join(folder, 'notes.js'), 'utf8')
    await writeFile(join(broken, 'notes.js'), handler.replace(", scopes: ['notes.read']", ''))
  })
  afterAll(() => rm(broken, { recursive: true, force: true }))

  test.each(runners)('passes under %s', async (_name, command, ...args) => {
    expect(await runIn(folder, command, ...args)).toMatchObject({ code: 0 })
  })

  test.each(runners)(
    'fails under %s once the handler has lost its scopes',
    async (_name, command, ...args) => {
      const { code, output }: Finished = await runIn(broken, command, ...args)

      expect(code).not.toBe(0)
      expect(output).toContain('needs the scope')
    },
  )

  test('runs the snippets of the guide under Vitest', async () => {
    const guide = join(packagesFolder(), 'osls', 'testing-guide')
    await writeGuideFiles('testing.md', guide)

    expect(await runIn(guide, 'vitest', 'run', 'matchers.vitest')).toMatchObject({ code: 0 })
  })

  test('types the matchers of both runners, and the names of broken tokens', async () => {
    expect(await runIn(folder, 'tsc', '-p', '.')).toMatchObject({ code: 0 })
  })

  test('brings nothing into a function that is deployed', async () => {
    const { metafile } = await build({
      entryPoints: [join(folder, 'notes.js')],
      ...{ bundle: true, platform: 'node', format: 'esm', write: false, metafile: true, logLevel: 'silent' },
    })
    const inputs = Object.keys(metafile.inputs).join('\n')

    expect(inputs).toMatch(/node_modules\/claimcheck\/src\/create-handler\.js/)
    expect(inputs).not.toMatch(
      /node_modules\/(jose|quick-lru)\/|claimcheck\/(src\/testing|authorizer|events|tokens)\//,
    )
  })
})

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { answerOf, event, packagesFolder, runIn } from './in-folder.ts'

const folder = join(packagesFolder(), 'osls')
const javascript = join(folder, 'javascript')

describe('tsc --strict, our types checked too', () => {
  test.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('--module %s --moduleResolution %s', async (module, moduleResolution) => {
    const options = ['--strict', '--noEmit', '--target', 'es2024', '--types', 'node']
    const resolution = ['--module', module, '--moduleResolution', moduleResolution]
    const files = ['typescript/greet.ts', 'typescript/plugin.ts']
    await writeFile(
      join(folder, 'typescript', 'plugin.ts'),
      "import Plugin from 'serverless-claimcheck'\nexport const plugin: object = new Plugin({}, {})\n",
    )

    expect(await runIn(folder, 'tsc', ...options, ...resolution, ...files)).toMatchObject({
      code: 0,
      output: '',
    })
  })
})

describe('a handler under a test runner', () => {
  beforeAll(() => writeFile(join(javascript, 'event.json'), JSON.stringify(event)))

  const jest = join(folder, 'node_modules', 'jest', 'bin', 'jest.js')

  test.each([
    ['Jest', 'node', ['--experimental-vm-modules', jest, '--rootDir', javascript]],
    ['Vitest', 'vitest', ['run', '--globals', '--reporter', 'verbose', '--root', javascript]],
    ['node:test', 'node', ['--test', 'greet.test.js']],
  ])('%s', async (_name, command, args) => {
    const { code, output } = await runIn(javascript, 'env', 'CLAIMCHECK_PROVIDER=cognito', command, ...args)
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('greets the caller') })
  })
})

test.each(['esm', 'cjs'])('a handler bundled by esbuild as %s answers an event', async (format) => {
  const outfile = join(folder, `bundled-${format}`, format === 'esm' ? 'greet.mjs' : 'greet.cjs')
  const options = ['--bundle', '--platform=node', `--format=${format}`, `--outfile=${outfile}`]
  const built = await runIn(javascript, 'esbuild', 'greet.js', ...options)

  expect(built).toMatchObject({ code: 0 })
  expect((await answerOf(outfile, folder)).output).toContain('answer 200 {"greets":"ada-1"')
})

describe('an older Node', () => {
  test.each(['index.cjs', 'bin.js'])('%s says which one is needed', async (file) => {
    const pretend = join(folder, 'old-node.cjs')
    await writeFile(
      pretend,
      "Object.defineProperty(process.versions, 'node', { value: '20.20.2', enumerable: true })\n",
    )
    const copy = join(folder, 'node_modules', 'serverless-claimcheck', file)
    const { code, output } = await runIn(folder, 'node', '--require', pretend, copy)

    expect(code).toBe(1)
    expect(output).toMatch(/needs Node(\.js)? 22\.18 or newer; this is Node(\.js)? 20\.20\.2\./)
  })
})

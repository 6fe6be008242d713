import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { strFromU8, unzipSync } from 'fflate'
import {
  type PackagedService,
  packageFunctions,
} from '../../../../../plugin/deploy/package/package-functions.ts'
import type { BundleSettings } from '../../../../../plugin/handlers/bundle-settings.ts'
import type { ServerlessFunction } from '../../../../../plugin/service/serverless.ts'

let dir: string
let lines: string[]
const log = (line: string) => lines.push(line)

beforeEach(async () => {
  lines = []
  dir = await mkdtemp(join(tmpdir(), 'claimcheck-functions-'))
  await mkdir(join(dir, 'src'))
  await writeFile(join(dir, 'src/shared.ts'), "export const greet = (name: string) => 'Hello ' + name\n")
  await writeFile(
    join(dir, 'src/greet.ts'),
    "import { greet } from './shared.ts'\nexport const handler = () => greet('you')\n",
  )
  await writeFile(join(dir, 'src/broken.ts'), 'export const handler = (\n')
  await writeFile(join(dir, 'src/unused.ts'), "export const secret = 'never packaged'\n")
})
afterEach(() => rm(dir, { recursive: true, force: true }))

function serviceWith(functions: Readonly<Record<string, Omit<ServerlessFunction, 'name'>>>): PackagedService {
  const named = Object.entries(functions).map(([key, definition]) => [
    key,
    { name: `x-dev-${key}`, ...definition },
  ])
  return { serviceDir: dir, service: { functions: Object.fromEntries(named) } }
}

async function unzipped(key: string): Promise<Record<string, string>> {
  const files = unzipSync(await readFile(join(dir, `.serverless/${key}.zip`)))
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]))
}

describe('packageFunctions', () => {
  test('given a TypeScript handler, when packaged, then the artifact holds one file, where the handler says', async () => {
    const packaged = serviceWith({ greet: { handler: 'src/greet.handler' } })

    await packageFunctions(packaged, {}, log)

    expect(packaged.service.functions?.greet?.package).toEqual({
      individually: true,
      artifact: '.serverless/greet.zip',
    })
    const files = unzipSync(await readFile(join(dir, '.serverless/greet.zip')))
    expect(Object.keys(files)).toEqual(['src/greet.js'])
    expect(strFromU8(files['src/greet.js'] as Uint8Array)).toContain('Hello ')
    expect(strFromU8(files['src/greet.js'] as Uint8Array)).not.toContain('never packaged')
  })

  test('given the format of ES modules, when packaged, then the file is one, and may await while it loads', async () => {
    await writeFile(
      join(dir, 'src/await.ts'),
      'const x = await 1\nexport const handler = () => [x, typeof require]\n',
    )
    const packaged = serviceWith({ greet: { handler: 'src/await.handler' } })

    await packageFunctions(packaged, { format: 'esm' }, log)

    const [name, code = ''] = Object.entries(await unzipped('greet'))[0] ?? []
    expect(name).toBe('src/await.mjs')
    await writeFile(join(dir, 'await.mjs'), code)
    const { stdout } = await promisify(execFile)(process.execPath, [
      '-e',
      `import('${dir}/await.mjs').then((m) => console.log(m.handler()))`,
    ])
    expect(stdout.trim()).toBe("[ 1, 'function' ]")
  })

  test.each<[string, BundleSettings, RegExp, RegExp]>([
    ['a loader', { loader: { '.html': 'text' } }, /<p>hi/, /never/],
    ['define', { loader: { '.html': 'text' }, define: { STAGE: '"prod"' } }, /"prod"/, /STAGE/],
    ['external', { loader: { '.html': 'text' }, external: ['a-layer'] }, /require\("a-layer"\)/, /never/],
    ['minify: true', { loader: { '.html': 'text' }, minify: true }, /<p>hi/, /longName/],
    ['minify: false', { loader: { '.html': 'text' }, minify: false }, /longName = 1;\n/, /never/],
  ])(
    'given %s, when packaged, then it does what esbuild does with it',
    async (_what, settings, has, hasNot) => {
      await writeFile(join(dir, 'src/page.html'), '<p>hi')
      await writeFile(
        join(dir, 'src/page.ts'),
        `import page from './page.html'
const longName = 1
declare const STAGE: string
export const handler = () => [page, STAGE, longName, longName, ${settings.external ? "require('a-layer')" : '0'}]\n`,
      )

      await packageFunctions(serviceWith({ page: { handler: 'src/page.handler' } }), settings, log)

      const { 'src/page.js': code } = await unzipped('page')
      expect(code).toMatch(has)
      expect(code).not.toMatch(hasNot)
    },
  )

  test('given functions of unequal names, when packaged, then each size is told, one under the other', async () => {
    await packageFunctions(
      serviceWith({ a: { handler: 'src/greet.handler' }, longer: { handler: 'src/greet.handler' } }),
      {},
      log,
    )

    expect(lines).toEqual([
      expect.stringMatching(/^ {2}a {7}\d+\.\d kB zipped, \d+\.\d kB code$/),
      expect.stringMatching(/^ {2}longer {2}\d+\.\d kB zipped, \d+\.\d kB code$/),
    ])
  })

  test('given an artifact of its own, or an image, when packaged, then the function is left alone', async () => {
    const own = { artifact: 'mine.zip' }
    const packaged = serviceWith({ own: { handler: 'src/greet.handler', package: own }, image: {} })

    await packageFunctions(packaged, {}, log)

    expect(packaged.service.functions?.own?.package).toBe(own)
    expect(packaged.service.functions?.image?.package).toBeUndefined()
    expect(await readdir(join(dir, '.serverless'))).toEqual([])
  })

  test('given a function that asks for the common package, when packaged, then it is still packaged individually', async () => {
    const packaged = serviceWith({
      greet: { handler: 'src/greet.handler', package: { individually: false } },
    })

    await packageFunctions(packaged, {}, log)

    expect(packaged.service.functions?.greet?.package).toMatchObject({ individually: true })
  })

  test('given one handler that does not build, when packaged, then it is named and nothing is written', async () => {
    const packaged = serviceWith({
      greet: { handler: 'src/greet.handler' },
      broken: { handler: 'src/broken.handler' },
    })

    await expect(packageFunctions(packaged, {}, log)).rejects.toThrow(
      expect.objectContaining({
        code: 'ERR_BUNDLE_FAILED',
        message: expect.stringContaining('src/broken.handler'),
      }),
    )
    expect(await readdir(dir)).toEqual(['src'])
    expect(lines).toEqual([])
  })

  test('given no functions, when packaged, then there is nothing to tell', async () => {
    await packageFunctions({ serviceDir: dir, service: {} }, {}, log)

    expect(lines).toEqual([])
  })
})

import { execFile } from 'node:child_process'
import { access, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { bundleHandler } from '../../../plugin/handlers/bundle-handler.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'
import { handlersDir } from '../../support/test-api.ts'

let folder: TemporaryFolder

beforeEach(async () => {
  folder = await temporaryFolder()
})

afterEach(() => folder.remove())

async function writeService(dir: string): Promise<string> {
  await mkdir(join(dir, 'node_modules/dependency'), { recursive: true })
  await mkdir(join(dir, 'src'), { recursive: true })
  await writeFile(
    join(dir, 'node_modules/dependency/package.json'),
    '{"main":"index.cjs","module":"index.mjs"}',
  )
  await writeFile(
    join(dir, 'node_modules/dependency/index.mjs'),
    'export const kind = "module"; export const unused = 1',
  )
  await writeFile(join(dir, 'node_modules/dependency/index.cjs'), 'exports.kind = "main"')
  await writeFile(
    join(dir, 'src/hello.ts'),
    `import { STATUS_CODES } from 'node:http'\nimport { kind } from 'dependency'\nexport const handler = async (): Promise<unknown> => [kind, STATUS_CODES[200], import.meta.url.slice(0, 8)]\n`,
  )
  return dir
}

describe('bundling a handler', () => {
  test('given a TypeScript handler, when it is bundled, then the file is CommonJS, whole, without a map, and runs on its own', async () => {
    const dir = await writeService(folder.path)
    const bundle = await bundleHandler({
      dir,
      handler: 'src/hello.handler',
      outDir: join(folder.path, 'out'),
    })

    expect(bundle).toMatchObject({
      modulePath: 'src/hello',
      exportPath: 'handler',
      file: join(folder.path, 'out/src/hello.cjs'),
    })
    expect(await readFile(bundle.file ?? '')).toEqual(Buffer.from(bundle.code))
    expect(bundle.inputs).toEqual(
      expect.arrayContaining([join(dir, 'src/hello.ts'), join(dir, 'node_modules/dependency/index.mjs')]),
    )
    expect(Buffer.from(bundle.code).toString()).not.toContain('sourceMappingURL')
    const script = `require(${JSON.stringify(bundle.file)}).handler().then((value) => console.log(JSON.stringify(value)))`
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: '/' })
    expect(JSON.parse(stdout)).toEqual(['module', 'OK', 'file:///'])
  })

  test('given the same sources in two places, when they are bundled, then the bytes are the same and name neither place', async () => {
    const first = await writeService(join(folder.path, 'first'))
    const second = join(folder.path, 'a/much/deeper/second')
    await cp(first, second, { recursive: true })

    const [one, other] = await Promise.all(
      [first, second].map((dir) => bundleHandler({ dir, handler: 'src/hello.handler' })),
    )

    expect(Buffer.from(one?.code ?? '')).toEqual(Buffer.from(other?.code ?? 'other'))
    expect(Buffer.from(one?.code ?? '').toString()).not.toContain(folder.path)
  })

  test('given no outDir, when a handler is bundled, then nothing is written', async () => {
    const dir = await writeService(folder.path)
    const before = await readdir(dir, { recursive: true })
    const bundle = await bundleHandler({ dir, handler: 'src/hello.handler' })

    expect(bundle.file).toBeUndefined()
    expect(await readdir(dir, { recursive: true })).toEqual(before)
  })

  test.each(['echo', 'common', 'module'])(
    'given the module %s without its extension, when it is bundled, then it is found',
    async (name) => {
      expect((await bundleHandler({ dir: handlersDir, handler: `./${name}.handler` })).modulePath).toBe(name)
    },
  )

  test.each([
    [
      'does-not-build.handler',
      /^does-not-build\.handler failed to build:\ndoes-not-build\.cts:2:1: Top-level await[\s\S]+Move the await into the handler/,
    ],
    ['missing.handler', /no such file: missing\.ts, \.mts/],
  ])('given %s, when it is bundled, then the error has a code and says where', async (handler, message) => {
    const bundling = bundleHandler({ dir: handlersDir, handler })

    await expect(bundling).rejects.toMatchObject({
      code: 'ERR_BUNDLE_FAILED',
      message: expect.stringMatching(message),
    })
  })

  test('given a package that is not installed, when it is bundled, then the error says to install it', async () => {
    const dir = await writeService(folder.path)
    await writeFile(join(dir, 'src/hello.ts'), `import 'not-installed'\n`)

    await expect(bundleHandler({ dir, handler: 'src/hello.handler' })).rejects.toThrow(
      /src\/hello\.ts:1:8: Could not resolve "not-installed"[\s\S]+Install the package/,
    )
    await expect(access(join(dir, 'out'))).rejects.toThrow()
  })

  test.each(['handler', 'src/hello', '../up.handler', '/abs.handler', ''])(
    'given the handler path %j, when it is bundled, then it throws',
    async (handler) => {
      await expect(bundleHandler({ dir: handlersDir, handler })).rejects.toThrow(
        `handler "${handler}" is not valid`,
      )
    },
  )
})

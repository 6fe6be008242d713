import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { BundleSettings } from '../../../plugin/handlers/bundle-settings.ts'
import { readRequirements } from '../../../plugin/handlers/read-requirements.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'

let service: TemporaryFolder

beforeEach(async () => {
  service = await temporaryFolder()
})
afterEach(() => service.remove())

async function messageOf(
  file: string,
  code: string,
  others: Readonly<Record<string, string>> = {},
  settings?: BundleSettings,
) {
  for (const [name, text] of Object.entries({ [file]: code, ...others })) {
    await mkdir(dirname(join(service.path, name)), { recursive: true })
    await writeFile(join(service.path, name), text)
  }
  const handler = file.replace(/\.\w+$/, '.handler')
  const messages = await readRequirements(
    service.path,
    [{ key: 'a', handler, environment: { A: '1' } }],
    settings,
  )
  return messages.get('a')
}

const page = { 'src/page.html': '<p>' }
const layer = { 'node_modules/dependency/index.js': 'exports.kind = 1' }

describe('readRequirements', () => {
  test.each<[string, string, string, object?]>([
    ['reads a file beside it', 'src/a.js', "require('fs').readFileSync(__dirname + '/page.html')", page],
    [
      'reads a file beside it, as an ES module',
      'src/a.mjs',
      "import { readFileSync } from 'node:fs'; readFileSync(import.meta.dirname + '/page.html')",
      page,
    ],
    [
      'reads a file beside it, in TypeScript',
      'src/a.ts',
      "import { readFileSync } from 'node:fs'; readFileSync(new URL('./page.html', import.meta.url))",
      page,
    ],
    ['awaits', 'src/a.mjs', 'await 1'],
    ['awaits, in TypeScript', 'src/a.ts', 'await 1'],
    ['imports by a computed name', 'src/a.js', "const name = 'depend'; require(name + 'ency')", layer],
    ['counts on the AWS SDK of Lambda', 'src/a.mjs', "import '@aws-sdk/client-dynamodb'"],
    ['reads its environment', 'src/a.js', "if (process.env.A !== '1') throw new Error('no A')"],
  ])('loads a handler that %s', async (_what, file, code, others = {}) => {
    const end = /import|await/.test(code) ? 'export const handler = () => {}' : 'exports.handler = () => {}'

    expect(await messageOf(file, `${code}\n${end}\n`, { ...others })).toEqual({
      kind: 'loaded',
      requirements: undefined,
    })
  })

  test('bundles as the service does', async () => {
    const code =
      "import page from './page.html'\nif (page !== '<p>') throw new Error(page)\nexport const handler = () => {}\n"

    expect(await messageOf('src/a.ts', code, page, { loader: { '.html': 'text' } })).toMatchObject({
      kind: 'loaded',
    })
  })

  test.each([
    ['needs a layer', 'a.js', "require('of-a-layer')", /Cannot find module 'of-a-layer'/],
    ['needs a package', 'a.ts', "import 'of-a-layer'", /Could not resolve "of-a-layer"/],
    ['does not export it', 'a.js', '', /"handler" is not exported/],
    ['has no file', 'b.js', '', /no such file: a\.ts/],
    ['ends its process', 'a.js', 'process.exit(1)', /it ended its own process/],
    ['throws', 'a.js', "throw new TypeError('no')", /TypeError: no/],
  ])('says why a handler is not loaded that %s', async (_what, file, code, reason) => {
    await writeFile(join(service.path, file), code)
    const handler = { key: 'a', handler: 'a.handler', environment: {} }
    const messages = await readRequirements(service.path, [handler], undefined)

    expect(messages.get('a')).toEqual({ kind: 'failed', reason: expect.stringMatching(reason) })
  })
})

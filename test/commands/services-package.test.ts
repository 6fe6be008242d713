import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { strFromU8, unzipSync } from 'fflate'
import { type Finished, runServerless } from '../support/local-run.ts'
import { writeService } from '../support/service-fixture.ts'
import type { TemporaryFolder } from '../support/temporary-folder.ts'

const serverlessYml = `
provider: { name: aws, runtime: nodejs22.x }
package: { individually: true }
custom: { claimcheck: { bundle: true } }
functions:
  profile:
    handler: profile.get
    events: [{ httpApi: '*' }]
  rows:
    handler: rows.handler
  page:
    handler: page.handler
    package: { patterns: ['!**', 'page.js', 'page.html'] }
  report:
    handler: report.handler
    runtime: python3.13
`

const files = {
  'profile.js': "const { greet } = require('./greet.js')\nexports.get = async () => greet()\n",
  'greet.js': "exports.greet = () => 'hello'\n",
  'rows.mjs':
    "import { DynamoDBClient } from '@aws-sdk/client-dynamodb'\nexport const handler = async () => typeof DynamoDBClient\n",
  'page.js':
    "const { readFileSync } = require('node:fs')\nexports.handler = async () => readFileSync(__dirname + '/page.html', 'utf8')\n",
  'page.html': '<p>page</p>\n',
  'report.py': 'def handler(event, context):\n    return {}\n',
}

describe('serverless package, a service that asks for bundles', () => {
  let service: TemporaryFolder
  let finished: Finished

  beforeAll(async () => {
    service = await writeService(serverlessYml, files)
    finished = await runServerless(['package'], service.path)
  }, 60_000)

  afterAll(() => service.remove())

  async function unzipped(key: string): Promise<Record<string, string>> {
    const zip = unzipSync(await readFile(join(service.path, '.serverless', `${key}.zip`)))
    return Object.fromEntries(Object.entries(zip).map(([name, bytes]) => [name, strFromU8(bytes)]))
  }

  /** Runs what a zip holds, laid out in a folder as on Lambda. */
  async function runZip(key: string, module: string): Promise<Record<string, () => Promise<unknown>>> {
    const dir = join(service.path, 'unzipped', key)
    await mkdir(dir, { recursive: true })
    for (const [name, text] of Object.entries(await unzipped(key))) await writeFile(join(dir, name), text)
    return createRequire(import.meta.url)(join(dir, module))
  }

  test('given such a service, when it is packaged, then that succeeds', () => {
    expect(finished).toMatchObject({ code: 0 })
  })

  test('given a CommonJS handler, when it is packaged, then its zip is one file that answers', async () => {
    expect(Object.keys(await unzipped('profile'))).toEqual(['profile.js'])
    expect(await (await runZip('profile', 'profile.js')).get?.()).toBe('hello')
  })

  test('given the AWS SDK imported but not installed, when it is packaged, then it is left to the one of Lambda', async () => {
    const { 'rows.js': code = '' } = await unzipped('rows')

    expect(code).toContain('require("@aws-sdk/client-dynamodb")')
    expect(code.length).toBeLessThan(5_000)
  })

  test('given JavaScript whose patterns name a file, when it is packaged, then both lie side by side', async () => {
    expect(Object.keys(await unzipped('page')).toSorted()).toEqual(['page.html', 'page.js'])
    expect(await (await runZip('page', 'page.js')).handler?.()).toBe(files['page.html'])
  })

  test('given a Python function, when it is packaged, then Serverless does that as it would alone', async () => {
    expect(Object.keys(await unzipped('report'))).toContain('report.py')
  })
})

describe('serverless package, a service that asks for none', () => {
  async function packaged(
    yml: string,
    files: Readonly<Record<string, string>>,
  ): Promise<{ readonly code: number | null; readonly output: string }> {
    const service = await writeService(yml, files)
    try {
      const { code, stdout, stderr } = await runServerless(['package'], service.path)
      return { code, output: `${stdout}${stderr}` }
    } finally {
      await service.remove()
    }
  }

  const yml = (rest: string) => `
provider: { name: aws, runtime: nodejs22.x }
functions: { greet: { handler: greet.handler, events: [{ httpApi: '*' }] } }
${rest}`

  test('TypeScript that nothing compiles is refused, and what to set is said', async () => {
    const { code, output } = await packaged(yml(''), { 'greet.ts': 'export const handler = async () => 1\n' })

    expect(code).toBe(1)
    expect(output).toMatch(/TypeScript of greet \(greet\.ts\)[\s\S]+custom\.claimcheck\.bundle to true/)
    expect(output).not.toMatch(/\n\s+at .+:\d+:\d+/)
  })

  test('an unknown option of bundle is refused, and the known ones are listed', async () => {
    const { code, output } = await packaged(yml('custom: { claimcheck: { bundle: { loaders: {} } } }'), {
      'greet.ts': 'export const handler = async () => 1\n',
    })

    expect(code).toBe(1)
    expect(output).toContain(
      'unknown option "loaders"; known ones: external, loader, define, minify, format.',
    )
  })

  test('a file without loader is named, without a stack', async () => {
    const { code, output } = await packaged(yml('custom: { claimcheck: { bundle: true } }'), {
      'greet.ts': "import page from './page.html'\nexport const handler = async () => page\n",
      'page.html': '<p>hi',
    })

    expect(code).toBe(1)
    expect(output).toContain('greet.ts:1:18: No loader is configured for ".html" files: page.html')
    expect(output).not.toMatch(/\n\s+at .+:\d+:\d+/)
  })
})

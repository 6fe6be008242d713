import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { guideFiles } from '../support/guide-files.ts'
import { packagesFolder, runIn } from './in-folder.ts'

const folder = join(packagesFolder(), 'osls')
const service = join(folder, 'testing')
const jest = join(folder, 'node_modules', 'jest', 'bin', 'jest.js')

describe('docs/guide/testing-a-running-service.md, followed with the packages', () => {
  beforeAll(async () => {
    for (const name of ['serverless.yml', 'greet.js'])
      await cp(join(folder, 'javascript', name), join(service, name))
    for (const [name, code] of await guideFiles('testing-a-running-service.md'))
      await writeFile(join(service, name), code.replaceAll('/whoami', '/greet'))
  })

  test.concurrent.each([
    ['node:test', ['node', '--test', 'api.test.js'], /pass 3\n/],
    ['Vitest', ['vitest', 'run', 'providers.test.ts'], /2 passed/],
    [
      'Jest, without ES modules',
      ['node', jest, '--rootDir', service, '--testMatch', '**/api.test.cjs'],
      /1 passed/,
    ],
  ] as const)('under %s, side by side with the others', async (_name, [command, ...args], passed) => {
    const { code, output } = await runIn(service, command, ...args)

    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringMatching(passed) })
  })
})

test.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])('its types, with --module %s --moduleResolution %s', async (module, moduleResolution) => {
  const dir = join(folder, 'typed')
  await mkdir(dir, { recursive: true })
  await writeFile(
    join(dir, 'api.ts'),
    [
      "import { type LocalApi, startLocal } from 'serverless-claimcheck/testing'",
      "await using api: LocalApi = await startLocal({ params: { provider: 'okta' } })",
      "const response: Response = await api.fetch('/', { user: 'ada', method: 'POST' })",
      'const [request] = await api.requests()',
      'export const status: number | undefined = request?.status ?? response.status',
      '// @ts-expect-error there is no such broken token',
      "await api.token({ broken: 'rotten' })",
    ].join('\n'),
  )
  const options = [
    '--strict',
    '--noEmit',
    '--target',
    'es2024',
    '--lib',
    'es2024,esnext.disposable',
    '--types',
    'node',
  ]
  const resolution = ['--module', module, '--moduleResolution', moduleResolution]

  expect(await runIn(folder, 'tsc', ...options, ...resolution, 'typed/api.ts')).toMatchObject({
    code: 0,
    output: '',
  })
})

import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { projectDir } from '../../build/build.ts'
import { type LocalRun, runServerless, startLocalRun } from '../support/local-run.ts'
import { serviceFixture } from '../support/service-fixture.ts'
import { packagesFolder, runIn } from './in-folder.ts'

const folder = join(packagesFolder(), 'client')

beforeAll(async () => {
  await cp(join(projectDir, 'examples', 'client'), folder, { recursive: true })
  const installed = await runIn(folder, 'npm', 'install', '--no-audit', '--no-fund')
  expect(installed).toMatchObject({ code: 0 })
}, 180_000)

describe('a client that is generated from the document', () => {
  const file = join(projectDir, 'openapi.yaml')
  let run: LocalRun
  let stateDir: string
  beforeAll(async () => {
    const generated = await runIn(folder, 'openapi-typescript', file, '--output', 'api.ts')
    expect(generated).toMatchObject({ code: 0 })
    stateDir = await mkdtemp(join(tmpdir(), 'claimcheck-client-'))
    run = await startLocalRun({ stateDir })
  }, 60_000)
  afterAll(async () => {
    await run.stop()
    await rm(stateDir, { recursive: true, force: true })
  })

  test('compiles under strict', async () => {
    expect(await runIn(folder, 'tsc')).toMatchObject({ code: 0, output: '' })
  })

  test.each<[string, string, RegExp]>([
    ['a path that is not there', "client.GET('/profiles')", /"\/profiles"/],
    ['a method that is not there', "client.PUT('/profile', {})", /PUT|never|not assignable/],
    ['a missing member', "client.POST('/profile', { body: { bio: 'x' } })", /displayName/],
    ['a wrong type', "client.POST('/profile', { body: { displayName: 7 } })", /number/],
    [
      'an unknown header',
      "client.POST('/profile', { params: { header: { 'if-math': 'x' } }, body: { displayName: 'x' } })",
      /if-math/,
    ],
    [
      'a member that the answer does not have',
      "client.GET('/profile').then(({ data }) => data?.profile?.name)",
      /name/,
    ],
  ])('does not compile with %s', async (_, call, message) => {
    const wrong = join(folder, 'wrong.ts')
    await writeFile(
      wrong,
      `import createClient from 'openapi-fetch'\nimport type { paths } from './api.ts'\nconst client = createClient<paths>()\nexport const result = ${call}\n`,
    )
    const { code, output } = await runIn(folder, 'tsc')
    await rm(wrong)

    expect(code).not.toBe(0)
    expect(output).toMatch(message)
  })

  test('calls the running service: answers and problems as they are typed', async () => {
    const token = await run.token({ use: 'id', user: 'client@example.com' })
    const machine = await run.token({ use: 'access', client: true })
    const program = `
      import { profileClient } from './client.ts'
      const profiles = profileClient(${JSON.stringify(run.apiUrl)}, ${JSON.stringify(token)})
      const machine = profileClient(${JSON.stringify(run.apiUrl)}, ${JSON.stringify(machine)})
      const nobody = profileClient(${JSON.stringify(run.apiUrl)}, 'a.b.c')
      const results = [
        await profiles.read(),
        (await profiles.save({ displayName: 'Ada', interests: ['engines'] })).displayName,
        (await profiles.read()).interests,
        await profiles.save({ displayName: '', website: 'nowhere' }),
        await profiles.save({ displayName: 'Ada' }, '"other"'),
        await machine.save({ displayName: 'Ada' }),
        await nobody.save({ displayName: 'Ada' }),
      ]
      console.log(JSON.stringify(results))`
    const { stdout, output } = await runIn(folder, 'node', '--input-type=module', '-e', program)

    expect({ output, results: JSON.parse(stdout || 'null') }).toMatchObject({
      results: [
        null,
        'Ada',
        ['engines'],
        expect.stringContaining('#/website: '),
        'Somebody else has saved it. Read it again.',
        'Sign in as a user.',
        'The gateway refused it: Unauthorized',
      ],
    })
  })
})

test.each(['', 'contract', 'members', 'notes'])(
  'the document of %j passes the linter of Redocly',
  async (name) => {
    const dir = name === '' ? projectDir : serviceFixture(name)
    const out = join(folder, `${name || 'example'}.yaml`)
    expect(await runServerless(['openapi', '--out', out], dir)).toMatchObject({ code: 0 })

    const { code, output } = await runIn(folder, 'redocly', 'lint', '--extends', 'recommended', out)
    expect({ code, output }).toMatchObject({ code: 0 })
  },
  60_000,
)

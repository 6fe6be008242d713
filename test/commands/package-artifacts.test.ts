import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { unzipSync } from 'fflate'
import { type CommandResult, copyService, type ServiceCopy } from '../support/packaged-service.ts'

const functions: [functionKey: string, path: string][] = [
  ['getProfileInfo', 'src/profile/get-profile-info.js'],
  ['createProfileInfo', 'src/profile/create-profile-info.js'],
  ['deleteProfileInfo', 'src/profile/delete-profile-info.js'],
]

describe('what serverless package makes of the functions', () => {
  let here: ServiceCopy
  let elsewhere: ServiceCopy
  let result: CommandResult

  beforeAll(async () => {
    here = await copyService()
    elsewhere = await copyService()
    result = await here.serverless(['package'])
    await elsewhere.serverless(['package', '--package', 'out'], { TZ: 'Pacific/Kiritimati' })
    expect(result).toMatchObject({ exitCode: 0 })
  }, 60_000)
  afterAll(() => Promise.all([here.remove(), elsewhere.remove()]))

  const archiveOf = (functionKey: string) => readFile(join(here.dir, '.serverless', `${functionKey}.zip`))

  test.each(functions)('given %s, when packaged, then its size is told', (functionKey) => {
    expect(result.output).toMatch(
      new RegExp(`^ {2}${functionKey} +\\d+\\.\\d kB zipped, \\d+\\.\\d kB code$`, 'm'),
    )
  })

  test.each(functions)(
    'given %s, when packaged, then the zip holds %s and nothing else',
    async (functionKey, path) => {
      expect(Object.keys(unzipSync(await archiveOf(functionKey)))).toEqual([path])
    },
  )

  test.each(functions)(
    'given %s, when a plain Node loads %s, then it exports handler',
    async (functionKey, path) => {
      const code = unzipSync(await archiveOf(functionKey))[path] as Uint8Array
      const file = join(here.dir, 'task', functionKey, path)
      await mkdir(dirname(file), { recursive: true })
      // As in Lambda: no package.json above the file says that .js is an ES module.
      await writeFile(join(here.dir, 'task', functionKey, 'package.json'), '{}')
      await writeFile(file, code)

      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--no-experimental-detect-module', '-p', `typeof require(${JSON.stringify(file)}).handler`],
        {
          cwd: '/',
          env: { CLAIMCHECK_PROVIDER: 'cognito', PROFILE_TABLE: 'profiles', AWS_REGION: 'us-east-1' },
        },
      )

      expect(stdout.trim()).toBe('function')
    },
  )

  test.each(functions)(
    'given %s, when packaged again elsewhere, then the bytes are equal',
    async (functionKey) => {
      const again = await readFile(join(elsewhere.dir, 'out', `${functionKey}.zip`))

      expect((await archiveOf(functionKey)).equals(again)).toBe(true)
    },
  )

  test('given a package to deploy from another machine, when its state is read, then no path of this one is in it', async () => {
    const state = await readFile(join(elsewhere.dir, 'out/serverless-state.json'), 'utf8')

    expect(state).toContain('".serverless/getProfileInfo.zip"')
    expect(state).not.toContain(elsewhere.dir)
  })
})

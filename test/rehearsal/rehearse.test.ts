import { cp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { emulatorAccess } from '../../plugin/deploy/rehearse/emulator-access.ts'
import { takeInventory } from '../../plugin/deploy/rehearse/inventory.ts'
import { startEmulator } from '../../plugin/deploy/rehearse/start-emulator.ts'
import {
  bareEnvironment,
  emulatorProgram,
  prepareRehearsal,
  runServerless,
} from '../support/emulated-stage.ts'
import { copyService, type ServiceCopy } from '../support/packaged-service.ts'

const emulatorAt = /MiniStack \S+ at (http:\/\/127\.0\.0\.1:\d+)/

describe('serverless rehearse', () => {
  let copy: ServiceCopy
  let stateDir: string
  beforeEach(async () => {
    copy = await copyService()
    stateDir = await prepareRehearsal(copy)
  })
  afterEach(() => copy.remove())

  const rehearse = (args: readonly string[] = [], stopAt?: string) =>
    runServerless(
      copy,
      ['rehearse', '--param', 'provider=okta', ...args],
      bareEnvironment(copy),
      stopAt,
      'SIGINT',
    )

  /** The emulator that the output names runs no more. */
  async function expectNoEmulator(output: string): Promise<void> {
    const endpoint = emulatorAt.exec(output)?.[1] ?? ''
    expect(endpoint).not.toBe('')
    await expect(fetch(endpoint)).rejects.toThrow()
  }

  /** Deleting a profile answers well, and deletes nothing. */
  async function breakHandler(): Promise<void> {
    const src = join(copy.dir, 'src')
    const sources = await realpath(src)
    await rm(src)
    await cp(sources, src, { recursive: true })
    const handler = 'export const handler = async () => ({ statusCode: 204 })'
    await writeFile(join(src, 'profile', 'delete-profile-info.ts'), handler)
  }

  test('given an emulator of the caller, when rehearsed, then all of it holds, and what was there is left alone', async () => {
    const emulator = await startEmulator({
      program: await emulatorProgram(),
      folder: join(copy.dir, 'own'),
      signal: new AbortController().signal,
    })
    const access = emulatorAccess(emulator.endpoint, 'us-east-1')
    const before = await takeInventory(access)

    const { code, output } = await rehearse(['--endpoint', emulator.endpoint])
    const after = await takeInventory(access)
    await emulator.close()

    expect(output).toContain(' passed, 0 failed')
    expect(code).toBe(0)
    expect(after).toEqual(before)
  })

  test('given a production stage, when rehearsed, then the data it keeps is told, and nothing else is left', async () => {
    const { code, output } = await rehearse(['--stage', 'prod'])

    expect(code).toBe(0)
    expect(output).toMatch(/kept, as the template says: \S*ProfileTable\S* \(AWS::DynamoDB::Table\)/)
    expect(output).toContain('nothing else')
  })

  test('given a service that does not hold, when rehearsed, then the step is named, the log kept, the emulator ended', async () => {
    await breakHandler()

    const { code, output } = await rehearse()

    expect(code).toBe(1)
    expect(output).toContain('The rehearsal failed at "Run the acceptance suite"')
    expect(output).toContain('FAILED')
    expect(await readFile(join(stateDir, 'rehearsal', 'okta', 'ministack.log'), 'utf8')).toContain(
      'ministack',
    )
    await expectNoEmulator(output)
  })

  test.each(['1. Start the AWS emulator', 'Deploying claimcheck', 'Acceptance of', 'Removing claimcheck'])(
    'given Ctrl-C at "%s", when rehearsed, then it ends with 130, and so does all it started',
    async (stopAt) => {
      const { code, output } = await rehearse([], stopAt)

      expect(code).toBe(130)
      expect(output).toContain('Stopped.')
      if (emulatorAt.test(output)) await expectNoEmulator(output)
    },
  )

  test.each([
    ['no address', ['--endpoint', 'here'], '--endpoint is "here"'],
    ['a host name', ['--endpoint', 'http://localhost:4566'], 'by IP address'],
    ['an address elsewhere', ['--endpoint', 'http://10.0.0.1:4566'], 'on this machine'],
    ['an address where nothing answers', ['--endpoint', 'http://127.0.0.1:1'], 'No MiniStack at http'],
  ])('given %s, when rehearsed, then it is refused and nothing is started', async (_what, args, words) => {
    const { code, output } = await rehearse(args)

    expect(code).toBe(1)
    expect(output).toContain(words)
    expect(output).not.toContain('Deploy')
  })
})

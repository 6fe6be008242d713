import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Emulator } from '../../../../../plugin/deploy/rehearse/emulator.ts'
import {
  type FindEmulatorOptions,
  findEmulator,
} from '../../../../../plugin/deploy/rehearse/find-emulator.ts'
import { pinnedVersion } from '../../../../../plugin/deploy/rehearse/install-emulator.ts'
import { type TemporaryFolder, temporaryFolder } from '../../../../support/temporary-folder.ts'

const emulatorLike = `#!/usr/bin/env node
require('node:http').createServer((request, response) => {
  response.end(JSON.stringify({ version: '9.9', host: process.env.BIND_HOST, names: Object.keys(process.env) }))
}).listen(process.env.GATEWAY_PORT, process.env.BIND_HOST)`

describe('findEmulator', () => {
  let folder: TemporaryFolder
  let emulator: Emulator | undefined
  beforeEach(async () => {
    folder = await temporaryFolder()
  })
  afterEach(async () => {
    await emulator?.close()
    await folder.remove()
  })

  async function options(
    programs: Readonly<Record<string, string>>,
  ): Promise<FindEmulatorOptions & { lines: string[] }> {
    const bin = join(folder.path, 'bin')
    await mkdir(bin, { recursive: true })
    for (const [name, text] of Object.entries(programs))
      await writeFile(join(bin, name), text, { mode: 0o755 })
    const lines: string[] = []
    return {
      endpoint: undefined,
      stateDir: folder.path,
      folder: folder.path,
      signal: new AbortController().signal,
      log: (line) => lines.push(line),
      env: { PATH: [bin, '/no/such/folder'].join(':') },
      lines,
    }
  }

  test('given a MiniStack on the PATH, when looked for, then it is started there, and told with its version', async () => {
    const found = await options({ ministack: emulatorLike })
    emulator = await findEmulator(found)

    const told = `MiniStack 9.9, ${join(folder.path, 'bin', 'ministack')} at ${emulator.endpoint}`
    expect(found.lines.join('\n')).toContain(`${told} (tested with ${await pinnedVersion()})`)
  })

  test('given it was started, when closed, then nothing answers there', async () => {
    const { endpoint, close } = await findEmulator(await options({ ministack: emulatorLike }))
    const answer = await (await fetch(endpoint)).json()
    await close()

    expect(answer).toMatchObject({ version: '9.9', host: '127.0.0.1' })
    // Jest sets it in this process: nothing of the caller's environment is handed on.
    expect(process.env).toHaveProperty('JEST_WORKER_ID')
    expect((answer as { names: string[] }).names).not.toContain('JEST_WORKER_ID')
    await expect(fetch(endpoint)).rejects.toThrow()
  })

  test('given a MiniStack that ends at once, when started, then it is told with its log, which is kept', async () => {
    const failing = '#!/bin/sh\necho no port for me\nexit 7'

    const refusal = await findEmulator(await options({ ministack: failing })).catch((error: Error) => error)

    const logFile = join(folder.path, 'ministack.log')
    expect(refusal).toMatchObject({
      code: 'ERR_EMULATOR_NOT_STARTED',
      message: expect.stringContaining(logFile),
    })
    expect(await readFile(logFile, 'utf8')).toContain('no port for me')
  })

  test('given neither MiniStack nor Python, when looked for, then it says what to install', async () => {
    const message = expect.stringMatching(/no python3 on the PATH[\s\S]*--endpoint/)
    await expect(findEmulator(await options({}))).rejects.toMatchObject({
      code: 'ERR_EMULATOR_NOT_INSTALLED',
      message,
    })
  })

  test('given an installation that fails, when looked for, then it says what pip said, and starts again the next time', async () => {
    const python = '#!/bin/sh\necho no venv module; exit 1'
    const failing = await options({ python3: python })

    for (const _ of [1, 2]) {
      const message = expect.stringContaining('no venv module')
      await expect(findEmulator(failing)).rejects.toMatchObject({
        code: 'ERR_EMULATOR_NOT_INSTALLED',
        message,
      })
    }
    expect(failing.lines).toHaveLength(2)
  })
})

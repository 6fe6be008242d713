import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { runInvoke } from '../../../../plugin/commands/invoke.ts'
import { type InvokeApi, startInvokeApi } from '../../../../plugin/local/invoke-api/start-invoke-api.ts'
import type { InstanceEvent } from '../../../../plugin/local/lambda/instance/instance.ts'
import { writeRunState } from '../../../../plugin/local/run-state.ts'
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts'
import { aService } from '../../../support/test-api.ts'
import { aFunction } from '../../../support/test-functions.ts'

let folder: TemporaryFolder
let api: InvokeApi
let seen: InstanceEvent[]

beforeAll(async () => {
  folder = await temporaryFolder()
  api = await startInvokeApi({ port: 0, accessKeyId: 'LOCAL' })
  const functions = [aFunction('hello', 'a.b'), aFunction('broken', 'a.b')]
  api.serve(aService({ functions }), {
    async run(key, event) {
      seen.push(event)
      if (key === 'hello') return { kind: 'returned', valueText: '{"a":[1, 2]}' }
      return { kind: 'failed', failure: { errorType: 'Error', errorMessage: 'no', stack: undefined } }
    },
  })
  await writeRunState(folder.path, {
    pid: process.pid,
    provider: 'cognito',
    apiUrl: api.endpoint,
    consoleUrl: undefined,
    key: undefined,
    routes: [],
    invoke: {
      url: api.endpoint,
      accessKeyId: 'LOCAL',
      functions: functions.map(({ key, name }) => ({ key, name })),
    },
  })
})

beforeEach(() => {
  seen = []
})

afterAll(async () => {
  await api.close()
  await folder.remove()
})

async function invoke(argument: string | undefined, data?: string, input = '') {
  let stdout = ''
  let stderr = ''
  const code = await runInvoke({
    stateDir: folder.path,
    options: { data },
    argument,
    input: Readable.from([input]),
    output: {
      write(written: string) {
        stdout += written
        return true
      },
    },
    errors: {
      write(written: string) {
        stderr += written
        return true
      },
    },
  })
  return { code, stdout, stderr }
}

describe('claimcheck invoke', () => {
  test.each(['hello', 'test-dev-hello'])('prints what %s returns, and nothing else', async (name) => {
    expect(await invoke(name)).toEqual({ code: 0, stdout: '{"a":[1, 2]}\n', stderr: '' })
    expect(seen).toMatchObject([{ eventText: '{}' }])
  })

  test('ends with 1 when the function fails, and stdout stays empty', async () => {
    expect(await invoke('broken')).toEqual({
      code: 1,
      stdout: '',
      stderr: '{"errorType":"Error","errorMessage":"no","trace":[]}\n',
    })
  })

  test('sends JSON, a file, or stdin', async () => {
    const file = join(folder.path, 'event.json')
    await writeFile(file, '{"from":"file"}')
    await invoke('hello', '{"from":"argument"}')
    await invoke('hello', `@${file}`)
    await invoke('hello', '-', '{"from":"stdin"}')

    expect(seen.map(({ eventText }) => JSON.parse(eventText).from)).toEqual(['argument', 'file', 'stdin'])
  })

  test.each<[string, string | undefined, string | undefined, string]>([
    ['no function', undefined, undefined, 'Which function?'],
    ['one that is not there', 'other', undefined, 'There is no function other. There are: hello, broken.'],
    ['data that is not JSON', 'hello', '{a', 'The data is not JSON'],
    [
      'a file that is not there',
      'hello',
      '@/nowhere',
      '--data names the file /nowhere, which cannot be read (ENOENT)',
    ],
  ])('explains %s', async (_name, argument, data, message) => {
    await expect(invoke(argument, data)).rejects.toThrow(message)
    expect(seen).toEqual([])
  })

  test('explains that nothing runs', async () => {
    const empty = join(folder.path, 'empty')
    await mkdir(empty)
    const parts = {
      options: {},
      argument: 'hello',
      input: Readable.from([]),
      output: process.stdout,
      errors: process.stderr,
    }

    await expect(runInvoke({ stateDir: empty, ...parts })).rejects.toMatchObject({ code: 'ERR_NOT_RUNNING' })
  })
})

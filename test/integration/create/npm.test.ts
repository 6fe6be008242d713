import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type NpmStep, runStep } from '../../../create/npm.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'

let folder: TemporaryFolder
beforeAll(async () => {
  folder = await temporaryFolder()
})
afterAll(() => folder.remove())

/** @returns what was printed */
async function run(args: readonly string[], signal = new AbortController().signal): Promise<string> {
  const step: NpmStep = { args, title: 'Trying', done: 'Tried', failed: 'npm failed', code: 'ERR_TRIED' }
  const output = new PassThrough() as PassThrough & NodeJS.WriteStream
  const unused = { templateDir: '', cwd: '', version: '', terminal: undefined, errors: output }
  await runStep(step, folder.path, 'To go on: npm install', { ...unused, output, signal })
  output.end()
  return text(output)
}

describe('a step of npm', () => {
  test('says that it is done, and how long it took', async () => {
    expect(await run(['--version'])).toMatch(/^Trying \.\.\.\nTried in \d+ s\.\n$/)
  })

  test('that fails: keeps what npm printed, and says how to go on', async () => {
    await expect(run(['run', 'no-such-script'])).rejects.toMatchObject({
      code: 'ERR_TRIED',
      message: expect.stringMatching(
        /^npm [\s\S]+\n\nnpm failed; what it printed is above\. To go on: npm install$/,
      ),
    })
  })

  test('that is stopped: says how to go on', async () => {
    await expect(run(['--version'], AbortSignal.abort())).rejects.toMatchObject({
      name: 'Stopped',
      message: 'To go on: npm install',
    })
  })
})

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { watchConfiguration } from '../../../../plugin/local/watch-configuration.ts'
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts'

let folder: TemporaryFolder
let log: string[]
let end: () => void

beforeEach(async () => {
  folder = await temporaryFolder()
  log = []
  await write('serverless.yml', `service: a\ncustom: \${file(config.yml):custom}\n`)
  await write('config.yml', 'custom: 1\n')
  end = watchConfiguration({
    file: join(folder.path, 'serverless.yml'),
    stage: 'dev',
    apply: 'restart to apply it',
    log: (line) => log.push(line),
    everyMs: 10,
  })
})

afterEach(async () => {
  end()
  await folder.remove()
})

function write(name: string, text: string): Promise<void> {
  return writeFile(join(folder.path, name), text)
}

async function said(line: string): Promise<boolean> {
  for (let left = 200; left > 0 && !log.includes(line); left -= 1) await wait(10)
  return log.includes(line)
}

test.each(['serverless.yml', 'config.yml', '.env', '.env.dev'])('says that %s has changed', async (name) => {
  await write(name, 'service: b\n')

  expect(await said(`${name} changed: restart to apply it.`)).toBe(true)
})

test('says nothing of a file that is saved without a change, and one that is empty for a moment', async () => {
  await write('config.yml', '')
  await wait(50)
  await write('config.yml', 'custom: 1\n')
  await wait(50)

  expect(log).toEqual([])
})

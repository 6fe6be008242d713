import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type TemporaryFolder, temporaryFolder } from '../../../../support/temporary-folder.ts'

const source = fileURLToPath(new URL('../../../../../plugin/local/console/scripts.ts', import.meta.url))

let folder: TemporaryFolder

beforeAll(async () => {
  folder = await temporaryFolder()
  await mkdir(join(folder.path, 'browser'))
  await copyFile(source, join(folder.path, 'scripts.ts'))
})

afterAll(() => folder.remove())

test('reads scripts that were built before, and bundles nothing', async () => {
  await writeFile(join(folder.path, 'browser', 'console.js'), 'one()')
  await writeFile(join(folder.path, 'browser', 'console.css'), 'p {}')
  await writeFile(join(folder.path, 'browser', 'sign-out.js'), 'two()')
  await writeFile(join(folder.path, 'browser', 'unlock.js'), 'three()')
  const { readScripts } = (await import(join(folder.path, 'scripts.ts'))) as {
    readScripts(): Promise<ReadonlyMap<string, string>>
  }

  expect(new Map([...(await readScripts())].sort())).toEqual(
    new Map([
      ['/console.css', 'p {}'],
      ['/console.js', 'one()'],
      ['/sign-out.js', 'two()'],
      ['/unlock.js', 'three()'],
    ]),
  )
})

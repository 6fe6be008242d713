import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { endsQuietly } from '../../../../plugin/service/serverless-program.ts'
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts'

let folder: TemporaryFolder

beforeEach(async () => {
  folder = await temporaryFolder()
})

afterEach(() => folder.remove())

test.each([
  ['osls', '4.3.1', true],
  ['serverless', '3.40.0', true],
  ['serverless', '4.4.0', false],
  ['jest', '30.0.0', false],
])('%s %s ends quietly: %s', async (name, version, quiet) => {
  const bin = join(folder.path, 'package', 'bin')
  await mkdir(bin, { recursive: true })
  await writeFile(join(bin, '..', 'package.json'), JSON.stringify({ name, version }))
  await writeFile(join(bin, 'serverless.js'), '')
  await symlink(join(bin, 'serverless.js'), join(folder.path, 'serverless'))

  expect(endsQuietly(join(folder.path, 'serverless'))).toBe(quiet)
})

test('a program that is not there is none of them', () => {
  expect(endsQuietly(join(folder.path, 'nothing'))).toBe(false)
})

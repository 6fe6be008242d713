import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { assertService, findServerless } from '../../../../plugin/testing/find-serverless.ts'
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts'

let folder: TemporaryFolder

beforeEach(async () => {
  folder = await temporaryFolder()
})

afterEach(() => folder.remove())

async function write(path: string, text = ''): Promise<string> {
  const file = join(folder.path, path)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, text)
  return file
}

describe('assertService', () => {
  test.each(['serverless.yml', 'serverless.ts', 'serverless.mts'])(
    'accepts a folder with %s',
    async (name) => {
      await write(name)
      expect(() => assertService(folder.path)).not.toThrow()
    },
  )

  test('rejects a folder without a service', () => {
    expect(() => assertService(folder.path)).toThrow(`There is no serverless.yml in ${folder.path}`)
  })

  test('rejects a folder that does not exist', () => {
    expect(() => assertService(join(folder.path, 'x'))).toThrow('There is no folder')
  })
})

describe('findServerless', () => {
  test.each([
    ['serverless', { serverless: 'bin/serverless.js' }, 'bin/serverless.js'],
    ['osls', { osls: 'bin/osls.js' }, 'bin/osls.js'],
    ['serverless', './run.js', 'run.js'],
  ])('finds %s in a folder above the service', async (name, bin, file) => {
    const installed = join('node_modules', name)
    await write(join(installed, 'package.json'), JSON.stringify({ name, bin }))
    const dir = join(folder.path, 'services', 'orders')
    await mkdir(dir, { recursive: true })

    expect(findServerless(dir, {})).toEqual([process.execPath, join(folder.path, installed, file)])
  })

  test('else the one on the PATH', async () => {
    const file = await write('bin/osls')
    expect(findServerless(folder.path, { PATH: `/nowhere:${join(folder.path, 'bin')}` })).toEqual([file])
  })

  test('says what to install where there is none', () => {
    expect(() => findServerless(folder.path, { PATH: '/nowhere' })).toThrow('npm install --save-dev osls')
  })
})

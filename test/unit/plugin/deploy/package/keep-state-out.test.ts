import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { keepStateOut } from '../../../../../plugin/deploy/package/keep-state-out.ts'
import { makePrivateFolder } from '../../../../../plugin/local/private-folder.ts'
import { type TemporaryFolder, temporaryFolder } from '../../../../support/temporary-folder.ts'

let folder: TemporaryFolder

beforeEach(async () => {
  folder = await temporaryFolder()
})
afterEach(() => folder.remove())

/** As far as Serverless's own packager goes; test/packages has the real ones. */
class Packager {
  readonly files: readonly string[]
  patterns: readonly string[] = []

  constructor(files: readonly string[]) {
    this.files = files
  }

  async resolveFilePathsFromPatterns({ include }: { readonly include: readonly string[] }, _prefix?: string) {
    this.patterns = include
    return this.files
  }
}

function packagerOf(files: readonly string[]): Packager {
  const packager = new Packager(files)
  keepStateOut({ serviceDir: folder.path, pluginManager: { plugins: [{}, packager] } })
  return packager
}

describe('keepStateOut', () => {
  test('adds its patterns after all others', async () => {
    const packager = packagerOf(['a.js'])

    expect(await packager.resolveFilePathsFromPatterns({ include: ['**/*.json'] })).toEqual(['a.js'])
    expect(packager.patterns).toEqual([
      '**/*.json',
      '!**/.claimcheck/**',
      '!**/node_modules/.cache/claimcheck/**',
      '!claimcheck.users.{yml,yaml}',
    ])
  })

  test.each(['', 'layer'])('leaves out a state folder of another name, in %j', async (prefix) => {
    await mkdir(join(folder.path, prefix, 'other'), { recursive: true })
    await writeFile(join(folder.path, prefix, 'other', '.gitignore'), '*\n')
    await makePrivateFolder(join(folder.path, prefix, 'my-state'))
    const packager = packagerOf([
      'a.js',
      'my-state/keys.json',
      'my-state/table/LOG',
      'my-state.js',
      'other/b.js',
    ])

    expect(await packager.resolveFilePathsFromPatterns({ include: [] }, prefix)).toEqual([
      'a.js',
      'my-state.js',
      'other/b.js',
    ])
  })
})

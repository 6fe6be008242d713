import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { choices } from '../../../build/template/choices.ts'
import { templateFiles } from '../../../build/template/write-template.ts'
import { providerNames } from '../../../providers/registry.ts'
import { compile } from '../../support/compile.ts'

const projectDir = join(import.meta.dirname, '..', '..', '..')
// Inside the repository and without a package.json, so that `claimcheck` is this package.
const work = join(projectDir, '.claimcheck', 'created-service')

interface Finished {
  readonly stdout: string
}

beforeAll(async () => {
  await rm(work, { recursive: true, force: true })
  for (const choice of choices) {
    const { 'package.json': _, ...files } = await templateFiles(projectDir, choice)
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(work, choice.name, path)), { recursive: true })
      await writeFile(join(work, choice.name, path), text)
    }
  }
})
afterAll(() => rm(work, { recursive: true, force: true }))

const tests = (name: string): Promise<Finished> => {
  const files = ['get-me', 'create-note'].map((file) => join(name, 'test', `${file}.test.ts`))
  return promisify(execFile)(process.execPath, ['--test', ...files], { cwd: work }).catch((error) => error)
}

describe('a created service', () => {
  test.each(providerNames)('of %s passes its own tests', async (name) => {
    const { stdout } = await tests(name)

    expect(stdout).toMatch(/ℹ pass 7\n/)
    expect(stdout).toMatch(/ℹ fail 0\n/)
  })

  test('compiles', async () => {
    expect(await compile(join(work, 'all'))).toBe('')
  })

  test('whose handler requires no scope fails its tests', async () => {
    const file = join(work, 'okta', 'src', 'create-note.ts')
    const code = await readFile(file, 'utf8')
    await writeFile(file, code.replace(", scopes: ['notes.write']", ''))
    const { stdout } = await tests('okta')
    await writeFile(file, code)

    expect(stdout).toMatch(/✖ rejects a token without the scope notes\.write/)
    expect(stdout).toMatch(/ℹ fail 1\n/)
  })
})

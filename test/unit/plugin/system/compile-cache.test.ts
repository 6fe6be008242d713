import { execFile } from 'node:child_process'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts'

const source = join(import.meta.dirname, '..', '..', '..', '..', 'plugin', 'system', 'compile-cache.ts')

let service: TemporaryFolder

beforeEach(async () => {
  service = await temporaryFolder()
})

afterEach(() => service.remove())

/** In a process of its own: the cache is on for good. @returns what the threads of that process would use */
async function enable(dir: string): Promise<string> {
  const script = `import { enableServiceCompileCache } from ${JSON.stringify(source)}
    enableServiceCompileCache(${JSON.stringify(dir)})
    process.stdout.write(String(process.env.NODE_COMPILE_CACHE))`
  const { NODE_COMPILE_CACHE: _, ...env } = process.env
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env,
  })
  return stdout
}

describe('the compile cache', () => {
  test("is in the service's node_modules, or those above", async () => {
    const inner = join(service.path, 'packages', 'api')
    await mkdir(join(service.path, 'node_modules'))
    await mkdir(inner, { recursive: true })
    const cache = join(service.path, 'node_modules', '.cache', 'claimcheck')

    expect(await enable(service.path)).toContain(cache)
    expect(await enable(inner)).toContain(cache)
    expect(await readdir(join(service.path, 'node_modules', '.cache'))).toEqual(['claimcheck'])
  })

  test("is in the plugin's node_modules, if the service has none, and leaves nothing in the service", async () => {
    const plugin = join(import.meta.dirname, '..', '..', '..', '..')

    expect(await enable(service.path)).toContain(plugin)
    expect(await readdir(service.path)).toEqual([])
  })

  test('is off, and nothing fails, if the folder cannot be made', async () => {
    await mkdir(join(service.path, 'node_modules'))
    await writeFile(join(service.path, 'node_modules', '.cache'), 'a file')

    expect(await enable(service.path)).toBe('undefined')
  })
})

import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Writes the declarations that an entry needs, and no others: the compiler writes those of everything that is imported.
 *
 * @param entry of `plugin.tsconfig.json`, relative to the project, as it is written: `plugin/testing/index.d.ts`.
 */
export async function writeTypes(projectDir: string, entry: string, outDir: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'claimcheck-types-'))
  try {
    const tsc = join(projectDir, 'node_modules', '.bin', 'tsc')
    await run(tsc, ['-p', join(projectDir, 'build', 'plugin.tsconfig.json'), '--outDir', folder])
    for (const file of await findNeeded(join(folder, entry)))
      await cp(file, join(outDir, relative(folder, file)))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function findNeeded(file: string, found = new Set<string>()): Promise<ReadonlySet<string>> {
  if (found.has(file)) return found
  found.add(file)
  const text = await readFile(file, 'utf8')
  for (const [, path = ''] of text.matchAll(/from '(\.{1,2}\/[^']+)\.ts'/g))
    await findNeeded(join(dirname(file), `${path}.d.ts`), found)
  return found
}

import { cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buildCreate } from './create.ts'
import { buildFramework } from './framework.ts'
import { buildPlugin } from './plugin.ts'

/** The root of the repository. */
export const projectDir = join(import.meta.dirname, '..')

/** The packages by their folder in `dist/`, from which each is packed. */
export const packages = ['claimcheck', 'serverless-claimcheck', 'create-claimcheck'] as const

/** Writes the packages to `dist/`: compiled code, types, source maps, and the package.json that is published. */
export async function build(dist = join(projectDir, 'dist')): Promise<void> {
  await rm(dist, { recursive: true, force: true })
  for (const name of packages) {
    await mkdir(join(dist, name), { recursive: true })
    for (const file of ['LICENSE', 'CHANGELOG.md']) await cp(join(projectDir, file), join(dist, name, file))
  }
  await buildFramework(projectDir, join(dist, 'claimcheck'))
  await buildPlugin(projectDir, join(dist, 'serverless-claimcheck'))
  await buildCreate(projectDir, join(dist, 'create-claimcheck'))
}

if (import.meta.main) {
  await build()
  process.stdout.write(`Built ${packages.map((name) => `dist/${name}`).join(', ')}.\n`)
}

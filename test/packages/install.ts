import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { build, packages, projectDir } from '../../build/build.ts'
import { installServices } from '../services/install-services.ts'
import { matrix } from '../services/matrix.ts'

const run = promisify(execFile)

/** What users have next to the packages: pinned, since a new release of theirs is not a change of ours. */
const others = {
  osls: [
    'osls@4.3.1',
    'typescript@7.0.2',
    '@types/node@24.19.2',
    'vitest@4.1.12',
    'jest@30.5.2',
    'esbuild@0.28.2',
  ],
  serverless: ['serverless@3.40.0'],
  // Both frameworks, called by their paths, and the usual packagers.
  packagers: [
    'osls@4.3.1',
    'serverless@3.40.0',
    'esbuild@0.28.2',
    'serverless-esbuild@1.57.2',
    'serverless-plugin-typescript@2.1.5',
    'typescript@5.9.3',
    'serverless-webpack@5.16.2',
    'webpack@5.113.0',
  ],
}

/** Builds and packs the packages once, and installs them with npm into folders outside the tree. @returns their parent */
export async function installPackages(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'claimcheck-packages-'))
  await build()
  await mkdir(join(folder, 'tarballs'))
  for (const name of packages)
    await run('npm', ['pack', '--pack-destination', join(folder, 'tarballs')], {
      cwd: join(projectDir, 'dist', name),
    })
  await Promise.all(
    Object.entries(others).map(([name, dependencies]) =>
      installInto(join(folder, name), join(folder, 'tarballs'), dependencies),
    ),
  )
  await installServices(join(folder, 'osls'))
  for (const { folder: name } of matrix)
    await cp(join(folder, 'osls', name), join(folder, 'serverless', name), { recursive: true })
  return folder
}

async function installInto(
  folder: string,
  tarballDir: string,
  dependencies: readonly string[],
): Promise<void> {
  await cp(join(import.meta.dirname, 'services'), folder, { recursive: true })
  // The services of the packagers are CommonJS.
  const type = basename(folder) === 'packagers' ? 'commonjs' : 'module'
  await writeFile(join(folder, 'package.json'), `{ "private": true, "type": "${type}" }\n`)
  const tarballs = (await readdir(tarballDir)).map((name) => join(tarballDir, name))
  const flags = ['--prefer-offline', '--no-audit', '--no-fund']
  await run('npm', ['install', ...flags, ...tarballs, 'zod@4.6.7', ...dependencies], { cwd: folder })
}

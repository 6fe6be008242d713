/**
 * Publishes the packages to npm, from a clean tree whose checks pass.
 *
 *   npm run release -- --dry-run   shows what would be published, and why it could not be
 *   npm run release
 */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { build, packages, projectDir } from './build.ts'

const run = promisify(execFile)

/** What a release is judged by. */
export interface ReleaseState {
  readonly versions: Readonly<Record<string, string>>
  /** `git status --porcelain`. */
  readonly changes: string
  readonly changelog: string
}

/** The section of one version, without its heading; undefined if there is none or it is empty. */
export function changelogSection(changelog: string, version: string): string | undefined {
  const sections = changelog.split(/^## /m)
  const section = sections.find((text) => text.split(/\s/, 1)[0] === version)
  return section?.slice(section.indexOf('\n')).trim() || undefined
}

/** Why nothing may be published; empty if all is well. */
export function findObstacles({ versions, changes, changelog }: ReleaseState): string[] {
  const different = [...new Set(Object.values(versions))]
  const [version = ''] = different
  return [
    changes.trim() !== '' && `The tree is not clean:\n${changes.trimEnd()}`,
    different.length > 1 &&
      `The versions differ: ${Object.entries(versions)
        .map((entry) => entry.join(' '))
        .join(', ')}.`,
    changelogSection(changelog, version) === undefined && `CHANGELOG.md has no section for ${version}.`,
  ].filter((obstacle) => obstacle !== false)
}

interface Packed {
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string; readonly size: number }[]
}

async function readState(): Promise<ReleaseState> {
  const manifests = ['package.json', join('plugin', 'package.json'), join('create', 'package.json')]
  const read = await Promise.all(
    manifests.map(async (file) => JSON.parse(await readFile(join(projectDir, file), 'utf8'))),
  )
  const { stdout } = await run('git', ['status', '--porcelain'], { cwd: projectDir })
  return {
    versions: {
      ...Object.fromEntries(read.map(({ name, version }) => [name, version])),
      'the peer claimcheck': read.find((each) => each.name === 'serverless-claimcheck')?.peerDependencies
        .claimcheck,
    },
    changes: stdout,
    changelog: await readFile(join(projectDir, 'CHANGELOG.md'), 'utf8'),
  }
}

async function describeTarball(name: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json'], {
    cwd: join(projectDir, 'dist', name),
  })
  const parsed: readonly Packed[] | Readonly<Record<string, Packed>> = JSON.parse(stdout)
  const [packed] = Object.values(parsed)
  if (packed === undefined) throw new Error(`npm pack said nothing about ${name}.`)
  const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
  const lines = packed.files.map(({ path, size }) => `  ${kb(size).padStart(9)}  ${path}`)
  const total = `${packed.files.length} files, ${kb(packed.size)} packed, ${kb(packed.unpackedSize)} unpacked`
  return [`${name}: ${total}`, ...lines].join('\n')
}

/** @returns the exit code */
async function runVisibly(command: string, args: readonly string[], cwd = projectDir): Promise<number> {
  const [code] = await once(spawn(command, args, { cwd, stdio: 'inherit' }), 'close')
  return code ?? 1
}

async function showRelease(state: ReleaseState): Promise<void> {
  const version = Object.values(state.versions)[0] ?? ''
  process.stdout.write(`Version ${version}\n\n${changelogSection(state.changelog, version) ?? ''}\n\n`)
  for (const name of packages) process.stdout.write(`${await describeTarball(name)}\n\n`)
}

async function release(isDryRun: boolean): Promise<number> {
  const state = await readState()
  const obstacles = findObstacles(state)
  if (obstacles.length > 0) process.stderr.write(`Not ready to publish:\n${obstacles.join('\n')}\n\n`)
  if (obstacles.length > 0 && !isDryRun) return 1
  if (!isDryRun && (await runVisibly('npm', ['run', 'check'])) !== 0) return 1
  await build()
  await showRelease(state)
  const publish = ['publish', '--provenance', '--access', 'public']
  for (const name of packages) {
    process.stdout.write(`${isDryRun ? 'Would run' : 'Running'} in dist/${name}: npm ${publish.join(' ')}\n`)
    if (!isDryRun && (await runVisibly('npm', publish, join(projectDir, 'dist', name))) !== 0) return 1
  }
  return obstacles.length > 0 ? 1 : 0
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } })
  process.exitCode = await release(values['dry-run'])
}

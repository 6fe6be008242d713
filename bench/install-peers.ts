import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { BenchError } from './measure/run-context.ts'

const run = promisify(execFile)

/**
 * What claimcheck is compared with, installed from `bench/package-lock.json` if that has changed since: users of claimcheck
 * do not download it.
 *
 * @param say prints a line before an installation, which takes a while.
 * @returns the absolute path of the `node_modules` with the peers.
 */
export async function installPeers(projectDir: string, say: (line: string) => void): Promise<string> {
  const folder = join(projectDir, 'bench')
  const modules = join(folder, 'node_modules')
  if (await isInstalled(folder)) return modules
  say('Installing the peers (npm ci in bench/) ...')
  try {
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder })
  } catch (error) {
    throw new BenchError(
      `The peers cannot be installed: npm ci in ${folder} failed:\n${String((error as { stderr?: unknown }).stderr)}`,
    )
  }
  return modules
}

/** npm writes this file after an installation; a lock file that was changed since is newer. */
async function isInstalled(folder: string): Promise<boolean> {
  const installed = await stat(join(folder, 'node_modules', '.package-lock.json')).catch(() => undefined)
  const lock = await stat(join(folder, 'package-lock.json'))
  return installed !== undefined && installed.mtimeMs >= lock.mtimeMs
}

/** The version of a peer. @throws {BenchError} if `bench/package.json` does not name it. */
export function peerVersion(name: string): string {
  const { dependencies } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'))
  if (typeof dependencies[name] === 'string') return dependencies[name]
  throw new BenchError(`bench/package.json has no ${name}.`)
}

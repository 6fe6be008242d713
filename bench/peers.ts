import { execFile } from 'node:child_process'
import { access, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The versions that the figures in docs/ were taken with. */
export const offlineVersion = '14.8.2'
const autocannonVersion = '8.0.0'

/**
 * serverless-offline in a folder of its own. It brings no Serverless; the project's own serves both.
 *
 * @returns the absolute path of the node_modules that holds it.
 */
export function installServerlessOffline(projectDir: string): Promise<string> {
  return installPeer(projectDir, 'serverless-offline', offlineVersion)
}

/** @returns the absolute path of autocannon's program, which sends the load. */
export async function installAutocannon(projectDir: string): Promise<string> {
  return join(await installPeer(projectDir, 'autocannon', autocannonVersion), '.bin', 'autocannon')
}

/** What only the figures need is installed once, in a folder of its own: no user of claimcheck has to download it. */
async function installPeer(projectDir: string, name: string, version: string): Promise<string> {
  const folder = join(projectDir, '.claimcheck', 'peers', `${name}-${version}`)
  const modules = join(folder, 'node_modules')
  if (await exists(join(modules, name))) return modules
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n')
  process.stderr.write(`Installing ${name} ${version} ...\n`)
  const options = ['--legacy-peer-deps', '--no-audit', '--no-fund']
  await run('npm', ['install', ...options, `${name}@${version}`], { cwd: folder })
  return modules
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

import { execFile } from 'node:child_process'
import { access, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The version that the figures in docs/ were taken with. */
export const offlineVersion = '14.8.2'

/**
 * serverless-offline in a folder of its own, installed once: no user of claimcheck has to download it. It brings no
 * Serverless; the project's own serves both.
 *
 * @returns the absolute path of the node_modules that holds it.
 */
export async function installServerlessOffline(projectDir: string): Promise<string> {
  const folder = join(projectDir, '.claimcheck', 'peers', `serverless-offline-${offlineVersion}`)
  const modules = join(folder, 'node_modules')
  if (await exists(join(modules, 'serverless-offline'))) return modules
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n')
  process.stderr.write(`Installing serverless-offline ${offlineVersion} ...\n`)
  await run(
    'npm',
    ['install', '--legacy-peer-deps', '--no-audit', '--no-fund', `serverless-offline@${offlineVersion}`],
    {
      cwd: folder,
    },
  )
  return modules
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

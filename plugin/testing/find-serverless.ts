import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { serviceFileIn } from '../service/service-file.ts'
import { UserError } from '../user-error.ts'

/** A program and the arguments that come first. */
export type ServerlessCommand = readonly [file: string, ...args: string[]]

const names = ['serverless', 'osls']

/** @throws {UserError} `ERR_SERVICE_MISSING` for a folder without a service. */
export function assertService(dir: string): void {
  if (serviceFileIn(dir) !== undefined) return
  const what = existsSync(dir) ? `There is no serverless.yml in ${dir}` : `There is no folder ${dir}`
  throw new UserError(
    'ERR_SERVICE_MISSING',
    `${what}. startLocal({ dir }) expects the folder of the service; without dir it takes the current folder.`,
  )
}

/**
 * The Serverless Framework or osls that the service has installed, run by the Node.js of this process; else the one on the PATH.
 *
 * @throws {UserError} `ERR_SERVERLESS_MISSING` when neither is installed.
 */
export function findServerless(dir: string, env: NodeJS.ProcessEnv): ServerlessCommand {
  const installed = names.map((name) => findInstalled(name, dir)).find((file) => file !== undefined)
  if (installed) return [process.execPath, installed]
  const onPath = (env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
  const file = onPath.find((each) => existsSync(each))
  if (file) return [file]
  throw new UserError(
    'ERR_SERVERLESS_MISSING',
    `Neither serverless nor osls is installed in ${dir} or a folder above it. Install one: npm install --save-dev osls`,
  )
}

/** Absolute path of its command; undefined where it is not installed. */
function findInstalled(name: string, dir: string): string | undefined {
  try {
    const manifest = createRequire(join(dir, 'package.json')).resolve(`${name}/package.json`)
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin?: Record<string, string> | string }
    const file = typeof bin === 'string' ? bin : (bin?.serverless ?? bin?.[name])
    return file === undefined ? undefined : join(dirname(manifest), file)
  } catch {
    return undefined
  }
}

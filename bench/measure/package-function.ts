import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { packageFunctions } from '../../plugin/deploy/package/package-functions.ts'
import type { ServerlessFunction } from '../../plugin/service/serverless.ts'
import { BenchError } from './run-context.ts'

const shared = ['src', 'providers', 'node_modules', 'package.json']

/**
 * One function as `serverless package` makes it, unpacked as Lambda does. The service is seen through links, so that the
 * project's own `.serverless/` stays as it is.
 *
 * @param handler as in serverless.yml: `src/profile/get-profile-info.handler`.
 * @returns the file that Lambda would load.
 */
export async function packageFunction(projectDir: string, handler: string, outDir: string): Promise<string> {
  const serviceDir = join(outDir, 'service')
  await mkdir(serviceDir, { recursive: true })
  for (const name of shared) await symlink(join(projectDir, name), join(serviceDir, name))
  const packaged: ServerlessFunction = { name: 'packaged', handler }
  await packageFunctions({ serviceDir, service: { functions: { packaged }, package: {} } }, {}, () => {})
  const taskDir = join(outDir, 'task')
  const zip = unzipSync(await readFile(join(serviceDir, packaged.package?.artifact ?? '')))
  for (const [path, content] of Object.entries(zip)) {
    await mkdir(dirname(join(taskDir, path)), { recursive: true })
    await writeFile(join(taskDir, path), content)
  }
  const file = Object.keys(zip).find((path) => path === `${handler.replace(/\.\w+$/, '')}.js`)
  if (!file) throw new BenchError(`The package of ${handler} holds ${Object.keys(zip).join(', ')}.`)
  return join(taskDir, file)
}

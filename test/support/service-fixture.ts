import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.ts'

/** A provider with the JWT authorizer `jwt`, up to the functions. */
export const providerWithJwt = `provider:
  name: aws
  runtime: nodejs22.x
  httpApi:
    authorizers:
      jwt:
        identitySource: $request.header.Authorization
        issuerUrl: https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab12Cd34E
        audience: [1example23456789]
functions:
`

const projectDir = join(import.meta.dirname, '..', '..')

/** The folder of a service that was written for tests. */
export function serviceFixture(name: string): string {
  return join(projectDir, 'test', 'fixtures', 'services', name)
}

/**
 * A service in a folder of its own, outside of the project, that loads the plugin from it.
 *
 * @param serverlessYml without service and plugins.
 * @param files by name; `helper.js` is a plugin that is loaded too.
 */
export async function writeService(
  serverlessYml: string,
  files: Readonly<Record<string, string>> = {},
): Promise<TemporaryFolder> {
  const folder = await temporaryFolder()
  const modules = ['index.ts', ...('helper.js' in files ? ['./helper.js'] : [])]
  const plugins = `{ localPath: ${join(projectDir, 'plugin')}, modules: [${modules.join(', ')}] }`
  await writeFile(
    join(folder.path, 'serverless.yml'),
    `service: foreign\nplugins: ${plugins}\n${serverlessYml}`,
  )
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, name), text)
  return folder
}

import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The issuer and client that the service's authorizer names; serverless-offline looks at no more than these. */
export const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE'
export const clientId = '1exampleclient23456789abcd'

/** A service in a folder of its own. */
export interface LoadService {
  readonly dir: string
  remove(): Promise<void>
}

export interface LoadServiceOptions {
  /** The lines of serverless.yml that name the plugin and set it up. */
  readonly plugin: string
  /** Linked as the service's node_modules, where a plugin is loaded by its name. */
  readonly modulesDir?: string
}

/**
 * One protected route and one function that reads its caller and answers at once: what is measured is all that lies between
 * the client and the function.
 */
export async function writeLoadService({ plugin, modulesDir }: LoadServiceOptions): Promise<LoadService> {
  const dir = await mkdtemp(join(tmpdir(), 'claimcheck-load-'))
  await writeFile(join(dir, 'serverless.yml'), serverlessYml(plugin))
  await writeFile(join(dir, 'whoami.js'), handler)
  if (modulesDir) await symlink(modulesDir, join(dir, 'node_modules'))
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) }
}

const handler = `exports.get = async (event) => {
  const { sub, iss } = event.requestContext.authorizer.jwt.claims
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ sub, iss }) }
}
`

function serverlessYml(plugin: string): string {
  return `service: load
${plugin}
provider:
  name: aws
  runtime: nodejs24.x
  httpApi:
    authorizers:
      tenant:
        type: jwt
        identitySource: $request.header.Authorization
        issuerUrl: ${issuer}
        audience: [${clientId}]
functions:
  whoami:
    handler: whoami.get
    events: [{ httpApi: { method: GET, path: /whoami, authorizer: { name: tenant } } }]
`
}

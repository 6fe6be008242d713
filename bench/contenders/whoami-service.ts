import { mkdtemp, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The issuer and client that the service's authorizer names; serverless-offline looks at no more than these. */
export const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE'
export const clientId = '1exampleclient23456789abcd'

export interface WhoamiServiceOptions {
  /** Where the service's folder is made; whoever made that removes it. */
  readonly workDir: string
  /** The lines of serverless.yml that name the plugin and set it up. */
  readonly plugin: string
  /** Linked as the service's node_modules, where a plugin is loaded by its name. */
  readonly modulesDir?: string
  /** How many routes the service has, each with a function of its own; `GET /whoami` is the last. @default 1 */
  readonly routes?: number
  /** What the function is written in. @default 'node' */
  readonly language?: Language
}

export type Language = 'node' | 'python'

/**
 * A protected route whose function reads its caller and answers at once: what is measured is all that lies between the
 * client and the function.
 *
 * @returns the service's folder.
 */
export async function writeWhoamiService(options: WhoamiServiceOptions): Promise<string> {
  const { workDir, plugin, modulesDir, routes = 1, language = 'node' } = options
  const dir = await mkdtemp(join(workDir, 'whoami-'))
  await writeFile(join(dir, 'serverless.yml'), serverlessYml(plugin, routes, language))
  await writeFile(join(dir, language === 'python' ? 'whoami.py' : 'whoami.js'), handlers[language])
  if (modulesDir) await symlink(modulesDir, join(dir, 'node_modules'))
  return dir
}

const runtimes = { node: 'nodejs24.x', python: 'python3.12' } as const

const nodeHandler = `exports.get = async (event) => {
  const { sub, iss } = event.requestContext.authorizer.jwt.claims
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ sub, iss }) }
}
`

const pythonHandler = `import json


def get(event, context):
    claims = event["requestContext"]["authorizer"]["jwt"]["claims"]
    body = json.dumps({"sub": claims["sub"], "iss": claims["iss"]}, separators=(",", ":"))
    return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": body}
`

const handlers = { node: nodeHandler, python: pythonHandler } as const

function serverlessYml(plugin: string, routes: number, language: Language): string {
  const others = Array.from({ length: routes - 1 }, (_, index) =>
    functionYml(`other${index}`, `/others/${index}`),
  )
  return `service: whoami
${plugin}
provider:
  name: aws
  runtime: ${runtimes[language]}
  httpApi:
    authorizers:
      jwt:
        type: jwt
        identitySource: $request.header.Authorization
        issuerUrl: ${issuer}
        audience: [${clientId}]
functions:
${[...others, functionYml('whoami', '/whoami')].join('\n')}
`
}

function functionYml(key: string, path: string): string {
  return `  ${key}:
    handler: whoami.get
    events: [{ httpApi: { method: GET, path: ${path}, authorizer: { name: jwt } } }]`
}

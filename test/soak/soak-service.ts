import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type RunningServer, startServer } from '../../bench/measure/running-server.ts'
import { requestToken } from '../../plugin/local/issuer-client.ts'
import { freePort } from '../support/local-run.ts'
import { writeService } from '../support/service-fixture.ts'

/** The start of each soak's serverless.yml. */
export const provider = `
provider:
  name: aws
  runtime: nodejs24.x
  httpApi:
    authorizers:
      jwt:
        type: jwt
        identitySource: $request.header.Authorization
        issuerUrl: https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE
        audience: [client]
`

const serverlessYml = `${provider}
functions:
  edited:
    handler: edited.handler
    events: [{ httpApi: { method: GET, path: /edited, authorizer: { name: jwt } } }]
  loops:
    handler: loops.handler
    timeout: 5
    events: [{ httpApi: { method: GET, path: /loops, authorizer: { name: jwt } } }]
`

/** What the function answers after so many edits. */
export function editedHandler(edits: number): string {
  return `exports.handler = async (event) => ({ edits: ${edits}, sub: event.requestContext.authorizer.jwt.claims.sub })\n`
}

/** A service for a soak: its serverless.yml and its files. */
export interface SoakSources {
  readonly serverlessYml: string
  readonly files: Readonly<Record<string, string>>
  /** A route to ask until it answers, with any status. */
  readonly path: string
}

/** Two functions, one to be edited and one that loops forever. */
const editedAndLoops: SoakSources = {
  serverlessYml,
  files: {
    'edited.js': editedHandler(0),
    'loops.js': 'exports.handler = async () => {\n  for (;;);\n}\n',
  },
  path: '/edited',
}

/** `serverless local` on a service of its own. */
export interface SoakService {
  readonly url: string
  readonly token: string
  /** Of gateway, issuer and table; the functions' processes are its children. */
  readonly pid: number
  /** Asks a route with the token. */
  get(path: string, init?: RequestInit): Promise<Response>
  write(file: string, text: string): Promise<void>
  /** Ends the run with `kill -9` and starts another on its folder. */
  killAndRestart(): Promise<void>
  stop(): Promise<void>
}

export async function startSoakService(sources = editedAndLoops): Promise<SoakService> {
  const folder = await writeService(sources.serverlessYml, sources.files)
  const [port, consolePort] = [await freePort(), await freePort()]
  const serverless = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'serverless')
  const url = `http://127.0.0.1:${port}`
  const command = [serverless, 'local', '--port', `${port}`, '--console-port', `${consolePort}`] as const
  const start = () => startServer(command, folder.path, url + sources.path)
  let server: RunningServer = await start()
  const token = await requestToken(join(folder.path, '.claimcheck'), { use: 'access' })
  return {
    url,
    token,
    get pid() {
      return server.pid
    },
    get: (path, init) => fetch(`${url}${path}`, { ...init, headers: { authorization: `Bearer ${token}` } }),
    write: (file, text) => writeFile(join(folder.path, file), text),
    async killAndRestart() {
      process.kill(server.pid, 'SIGKILL')
      await server.stop()
      server = await start()
    },
    async stop() {
      await server.stop()
      await folder.remove()
    },
  }
}

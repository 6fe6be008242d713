import { cp, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import getPort from 'get-port'
import { bundleHandler } from '../../plugin/handlers/bundle-handler.ts'
import { requestToken } from '../../plugin/local/issuer-client.ts'
import type { RunContext } from '../measure/run-context.ts'
import { anyToken } from '../measure/sign-token.ts'
import type { Startable } from '../measure/start-to-first-200.ts'
import { functionEnvironment } from './environment.ts'
import { claimcheck, offline } from './names.ts'
import { clientId, issuer } from './whoami-service.ts'

type Run = Pick<RunContext, 'projectDir' | 'peersDir' | 'workDir'>

/** Our service, and where its state lies. */
export interface StartableService extends Startable {
  readonly stateDir: string
}

/** `npm start` with an empty state folder: keys are made, the table is created, a token is asked for and checked. */
export async function claimcheckService({ projectDir, workDir }: Run): Promise<StartableService> {
  const [port, consolePort] = [await getPort(), await getPort()]
  const stateDir = await mkdtemp(join(workDir, 'state-'))
  const options = ['--port', `${port}`, '--console-port', `${consolePort}`, '--state', stateDir]
  return {
    name: claimcheck,
    command: ['npm', 'start', '--', ...options, '--fresh'],
    cwd: projectDir,
    stateDir,
    url: `http://localhost:${port}/profile`,
    headers: async () => ({ authorization: `Bearer ${await requestToken(stateDir, { use: 'id' })}` }),
  }
}

/** The same GET function, bundled beforehand, behind `serverless offline`; its table runs before the clock does. */
export async function offlineService(run: Run, tableEndpoint: string): Promise<Startable> {
  const dir = await mkdtemp(join(run.workDir, 'offline-'))
  const [port, lambdaPort] = [await getPort(), await getPort()]
  await placeFunction(run.projectDir, dir)
  await writeFile(join(dir, 'serverless.yml'), serverlessYml(tableEndpoint))
  // Serverless loads a plugin by its name only.
  await symlink(run.peersDir, join(dir, 'node_modules'))
  const claims = { token_use: 'id', sub: '1', email: 'alice@example.com', iss: issuer, aud: clientId }
  const token = await anyToken(claims)
  const serverless = join(run.projectDir, 'node_modules', '.bin', 'serverless')
  return {
    name: offline,
    command: [serverless, 'offline', '--httpPort', `${port}`, '--lambdaPort', `${lambdaPort}`],
    cwd: dir,
    url: `http://localhost:${port}/profile`,
    headers: async () => ({ authorization: `Bearer ${token}` }),
  }
}

async function placeFunction(projectDir: string, dir: string): Promise<void> {
  const handler = 'src/profile/get-profile-info.handler'
  const { file } = await bundleHandler({ dir: projectDir, handler, outDir: dir })
  await mkdir(join(dir, 'src'), { recursive: true })
  await cp(file ?? '', join(dir, 'src', 'get-profile-info.js'))
}

function serverlessYml(tableEndpoint: string): string {
  const environment = { ...functionEnvironment, AWS_ENDPOINT_URL_DYNAMODB: tableEndpoint }
  return `service: start
plugins: [serverless-offline]
provider:
  name: aws
  runtime: nodejs24.x
  environment: ${JSON.stringify(environment)}
  httpApi:
    authorizers:
      jwt:
        type: jwt
        identitySource: $request.header.Authorization
        issuerUrl: ${issuer}
        audience: [${clientId}]
functions:
  getProfileInfo:
    handler: src/get-profile-info.handler
    events: [{ httpApi: { method: GET, path: /profile, authorizer: { name: jwt } } }]
custom:
  serverless-offline: { noPrependStageInUrl: true, ignoreJWTSignature: true, noTimeout: true }
`
}

import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateKeyPair, SignJWT } from 'jose'
import { bundleHandler } from '../local/functions/bundle-handler.ts'
import { requestToken } from '../local/request-token.ts'
import { startTables } from '../local/table/start-tables.ts'
import type { Contender } from './start-to-first-200.ts'

const port = 3950

/** `npm start` in a clean state folder: keys are made, the table is created, a token is asked for and checked. */
export async function claimcheck(projectDir: string): Promise<Contender> {
  const url = `http://localhost:${port}/profile`
  const stateDir = join(projectDir, '.claimcheck')
  return {
    name: 'claimcheck (npm start)',
    command: ['npm', 'start', '--', '--port', String(port), '--console-port', String(port + 1)],
    cwd: projectDir,
    url,
    headers: async () => ({ authorization: `Bearer ${await requestToken(stateDir, { use: 'id' })}` }),
    end: async () => {},
  }
}

/** The same functions, bundled beforehand, behind `serverless offline`; its table runs before the clock does. */
export async function serverlessOffline(projectDir: string, modulesDir: string): Promise<Contender> {
  const dir = await mkdtemp(join(tmpdir(), 'claimcheck-offline-'))
  const tables = await startTables({ tables: [profileTable], folder: join(dir, 'table'), log: () => {} })
  const { file } = await bundleHandler({
    dir: projectDir,
    handler: 'src/profile/get-profile-info.handler',
    outDir: dir,
  })
  await mkdir(join(dir, 'src'), { recursive: true })
  await cp(file, join(dir, 'src', 'get-profile-info.js'))
  await writeFile(join(dir, 'serverless.yml'), serverlessYml(tables.endpoint))
  // Serverless loads a plugin by its name only.
  await symlink(modulesDir, join(dir, 'node_modules'))
  const token = await anyToken()
  return {
    name: 'serverless-offline',
    command: [join(projectDir, 'node_modules', '.bin', 'serverless'), 'offline', '--httpPort', String(port)],
    cwd: dir,
    url: `http://localhost:${port}/profile`,
    headers: async () => ({ authorization: `Bearer ${token}` }),
    end: async () => {
      await tables.close()
      await rm(dir, { recursive: true })
    },
  }
}

const profileTable = {
  logicalId: 'ProfileTable',
  tableName: 'profiles',
  properties: {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
  },
}

const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE'
const clientId = '1exampleclient23456789abcd'

/** Well-formed and in date, which is all that serverless-offline looks at. */
async function anyToken(): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256')
  return new SignJWT({ token_use: 'id', sub: '1', email: 'alice@example.com', iss: issuer, aud: clientId })
    .setProtectedHeader({ alg: 'RS256', kid: 'any' })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey)
}

function serverlessYml(tableEndpoint: string): string {
  return `service: start
plugins: [serverless-offline]
provider:
  name: aws
  runtime: nodejs24.x
  environment:
    CLAIMCHECK_PROVIDER: cognito
    PROFILE_TABLE: profiles
    AWS_ENDPOINT_URL_DYNAMODB: ${tableEndpoint}
    AWS_REGION: us-east-1
    AWS_ACCESS_KEY_ID: local
    AWS_SECRET_ACCESS_KEY: local
  httpApi:
    authorizers:
      tenant:
        type: jwt
        identitySource: $request.header.Authorization
        issuerUrl: ${issuer}
        audience: [${clientId}]
functions:
  getProfileInfo:
    handler: src/get-profile-info.handler
    events: [{ httpApi: { method: GET, path: /profile, authorizer: { name: tenant } } }]
custom:
  serverless-offline: { noPrependStageInUrl: true, ignoreJWTSignature: true, noTimeout: true }
`
}

import { join } from 'node:path'
import { generateKeyPair, SignJWT } from 'jose'
import { requestToken } from '../local/request-token.ts'
import { clientId, issuer, type LoadService, writeLoadService } from './load-service.ts'

const ports = { claimcheck: 3960, offline: 3970, bare: 3975 }

/** A command that serves GET /whoami, and a token that it lets through. */
export interface LoadContender {
  readonly name: string
  readonly command: readonly [string, ...string[]]
  readonly service: LoadService
  readonly url: string
  /** Asked for once the server is up. */
  token(): Promise<string>
}

/** `serverless local` as a user starts it: every token is verified, the function runs in processes of its own. */
export async function claimcheck(projectDir: string): Promise<LoadContender> {
  const plugin = `plugins: { localPath: ${join(projectDir, 'local')}, modules: [plugin.ts] }`
  const service = await writeLoadService({ plugin })
  const port = String(ports.claimcheck)
  const consolePort = String(ports.claimcheck + 1)
  return {
    name: 'claimcheck',
    command: [serverless(projectDir), 'local', '--port', port, '--console-port', consolePort],
    service,
    url: `http://127.0.0.1:${port}/whoami`,
    token: () => requestToken(join(service.dir, '.claimcheck'), { use: 'access' }),
  }
}

/** What node:http and jose alone can do: see bare-gateway.ts. */
export async function bareGateway(projectDir: string): Promise<LoadContender> {
  const url = `http://127.0.0.1:${ports.bare}`
  return {
    name: 'node:http and jose',
    command: [process.execPath, join(projectDir, 'bench', 'bare-gateway.ts'), String(ports.bare)],
    // It reads none; it runs in a folder of its own as the others do.
    service: await writeLoadService({ plugin: '' }),
    url: `${url}/whoami`,
    token: async () => (await fetch(`${url}/token`)).text(),
  }
}

/** serverless-offline at its fastest: the function within its own process, tokens only decoded. */
export async function serverlessOffline(projectDir: string, modulesDir: string): Promise<LoadContender> {
  const settings =
    '{ useInProcess: true, noPrependStageInUrl: true, ignoreJWTSignature: true, noTimeout: true }'
  const plugin = `plugins: [serverless-offline]\ncustom: { serverless-offline: ${settings} }`
  const port = String(ports.offline)
  return {
    name: 'serverless-offline',
    command: [
      serverless(projectDir),
      'offline',
      '--httpPort',
      port,
      '--lambdaPort',
      String(ports.offline + 1),
    ],
    service: await writeLoadService({ plugin, modulesDir }),
    url: `http://localhost:${port}/whoami`,
    token: anyToken,
  }
}

function serverless(projectDir: string): string {
  return join(projectDir, 'node_modules', '.bin', 'serverless')
}

/** Shaped as ours, signed by a key that nobody asks for. */
async function anyToken(): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256')
  const claims = {
    sub: '1',
    token_use: 'access',
    client_id: clientId,
    aud: clientId,
    scope: 'openid',
    iss: issuer,
  }
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: 'any' })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey)
}

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import getPort from 'get-port'
import { exportJWK, generateKeyPair } from 'jose'
import { requestToken } from '../../plugin/local/issuer-client.ts'
import type { RunContext } from '../measure/run-context.ts'
import { startServer } from '../measure/running-server.ts'
import { anyToken, signToken } from '../measure/sign-token.ts'
import { claimcheck, nodeHttp, offline } from './names.ts'
import { clientId, issuer, type Language, writeWhoamiService } from './whoami-service.ts'

/** A server that answers GET /whoami, and a token that it lets through. */
export interface Gateway {
  readonly name: string
  readonly url: string
  readonly token: string
  stop(): Promise<void>
}

type Run = Pick<RunContext, 'projectDir' | 'peersDir' | 'workDir'>

/** `serverless local` as a user starts it: every token is verified, the function runs in processes of its own. */
export async function startClaimcheck(
  { projectDir, workDir }: Run,
  routes = 1,
  language: Language = 'node',
): Promise<Gateway> {
  const plugin = `plugins: { localPath: ${join(projectDir, 'plugin')}, modules: [index.ts] }`
  const dir = await writeWhoamiService({ workDir, plugin, routes, language })
  const [port, consolePort] = [await getPort(), await getPort()]
  const url = `http://127.0.0.1:${port}/whoami`
  const args = ['local', '--port', `${port}`, '--console-port', `${consolePort}`]
  const { stop } = await startServer([serverless(projectDir), ...args], dir, url)
  const token = await requestToken(join(dir, '.claimcheck'), { use: 'access' })
  return { name: claimcheck, url, token, stop }
}

/** serverless-offline at its fastest: the function within its own process, tokens only decoded. */
export async function startOffline(
  { projectDir, peersDir, workDir }: Run,
  language: Language = 'node',
): Promise<Gateway> {
  const settings =
    '{ useInProcess: true, noPrependStageInUrl: true, ignoreJWTSignature: true, noTimeout: true }'
  const plugin = `plugins: [serverless-offline]\ncustom: { serverless-offline: ${settings} }`
  const dir = await writeWhoamiService({ workDir, plugin, modulesDir: peersDir, language })
  const [port, lambdaPort] = [await getPort(), await getPort()]
  const url = `http://localhost:${port}/whoami`
  const args = ['offline', '--httpPort', `${port}`, '--lambdaPort', `${lambdaPort}`]
  const { stop } = await startServer([serverless(projectDir), ...args], dir, url)
  return { name: offline, url, token: await anyToken(claims), stop }
}

export const startClaimcheckPython = (run: Run) => startClaimcheck(run, 1, 'python')

/** serverless-offline runs Python in a process for each instance, and talks to it by its output. */
export const startOfflinePython = (run: Run) => startOffline(run, 'python')

/** The least that verifies: `node:http`, jose on each request, the handler called in process. */
export async function startNodeHttp({ projectDir, workDir }: Run): Promise<Gateway> {
  const dir = await writeWhoamiService({ workDir, plugin: '' })
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'bare', alg: 'RS256', use: 'sig' }] }
  await writeFile(join(dir, 'jwks.json'), JSON.stringify(keys))
  const port = await getPort()
  const url = `http://127.0.0.1:${port}/whoami`
  const server = join(projectDir, 'bench/contenders/node-http/server.ts')
  const args = [server, `${port}`, join(dir, 'jwks.json'), join(dir, 'whoami.js'), issuer, clientId]
  const { stop } = await startServer([process.execPath, ...args], dir, url)
  return { name: nodeHttp, url, token: await signToken(claims, privateKey, 'bare'), stop }
}

/** Shaped as ours. */
const claims = {
  sub: '1',
  token_use: 'access',
  client_id: clientId,
  aud: clientId,
  scope: 'openid',
  iss: issuer,
}

function serverless(projectDir: string): string {
  return join(projectDir, 'node_modules', '.bin', 'serverless')
}

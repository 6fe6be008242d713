import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import getPort from 'get-port'
import type { ApiName } from '../case-shape.ts'
import { type Child, startChild } from './child-process.ts'
import { deployService } from './deploy-service.ts'
import { installMiniStack, ministackVersion } from './install-ministack.ts'
import { type StartedApi, startApis } from './start-apis.ts'
import { binDir, projectDir, type RunningTarget, type StartTargetOptions, type Target } from './target.ts'

/** MiniStack, with every service deployed to it by `serverless deploy`. */
export const ministack: Target = {
  name: 'ministack',
  describe: `MiniStack ${ministackVersion}, the services deployed`,
  concurrency: 4,
  async start(options) {
    options.log('ministack: installing')
    const command = await installMiniStack(projectDir, options.signal)
    const folder = await mkdtemp(join(tmpdir(), 'claimcheck-ministack-'))
    const removeFolder = () => rm(folder, { recursive: true, force: true })
    try {
      const started = await startEmulator(command, folder, options)
      return { locate: started.locate, close: () => started.close().finally(removeFolder) }
    } catch (error) {
      await removeFolder()
      throw error
    }
  },
}

async function startEmulator(
  command: string,
  folder: string,
  options: StartTargetOptions,
): Promise<RunningTarget> {
  const port = await getPort()
  const child = await startChild({
    command: [command],
    cwd: folder,
    env: emulatorEnvironment(folder, port),
    ready: /Running on http/,
    timeoutMs: 60_000,
    signal: options.signal,
  })
  return deployAll({ child, port, folder }, options)
}

function emulatorEnvironment(folder: string, port: number): Record<string, string> {
  return {
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1',
    TMPDIR: folder,
    S3_DATA_DIR: join(folder, 's3'),
    IOT_MTLS_ENABLED: '0',
    // Functions run with the Node of this project.
    PATH: [binDir, process.env.PATH].join(delimiter),
  }
}

interface Emulator {
  readonly child: Child
  readonly port: number
  readonly folder: string
}

/** One API after the other would wait for the stacks of all. */
const deploysAtOnce = 4

async function deployAll(
  { child, port, folder }: Emulator,
  options: StartTargetOptions,
): Promise<RunningTarget> {
  try {
    const apis = await startApis(options.apis, (api) => deploy(api, { port, folder }, options), deploysAtOnce)
    return { locate: apis.locate, close: child.end }
  } catch (error) {
    await child.end()
    throw error
  }
}

async function deploy(
  api: ApiName,
  { port, folder }: Omit<Emulator, 'child'>,
  { issuerOrigin, signal, log }: StartTargetOptions,
): Promise<StartedApi> {
  log(`ministack: deploying ${api}`)
  const env = {
    CONFORMANCE_ISSUER: issuerOrigin,
    // An address, so that buckets are named in the path.
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
  }
  try {
    const id = await deployService({ api, outDir: folder, env, signal })
    return { endpoint: { url: `http://127.0.0.1:${port}`, host: `${id}.execute-api.localhost:${port}` } }
  } catch (error) {
    signal.throwIfAborted()
    return {
      notRun: `${api}.yml cannot be deployed to it: ${error instanceof Error ? error.message : String(error)}`,
    }
  }
}

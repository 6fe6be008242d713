import getPort from 'get-port'
import { installPeers, peerVersion } from '../../bench/install-peers.ts'
import { UserError } from '../../plugin/user-error.ts'
import type { ApiName } from '../case-shape.ts'
import { startChild } from './child-process.ts'
import { type StartedApi, startApis } from './start-apis.ts'
import { projectDir, type StartTargetOptions, serverlessCommand, serviceDir, type Target } from './target.ts'

/** serverless-offline with its JWT authorizers turned on, as far as they go. */
export const serverlessOffline: Target = {
  name: 'serverless-offline',
  describe: `serverless-offline ${peerVersion('serverless-offline')}, ignoreJWTSignature: true`,
  concurrency: 8,
  async start({ apis, issuerOrigin, signal, log }) {
    const installed = await installPeers(projectDir, log)
    return startApis(apis, (api) => startOffline(api, installed, { issuerOrigin, signal }))
  },
}

type StartOptions = Pick<StartTargetOptions, 'issuerOrigin' | 'signal'>

/** An API that it cannot start with is one that it does not have: the others are run all the same. */
async function startOffline(
  api: ApiName,
  installed: string,
  { issuerOrigin, signal }: StartOptions,
): Promise<StartedApi> {
  const [httpPort, lambdaPort, websocketPort] = [await getPort(), await getPort(), await getPort()]
  try {
    const child = await startChild({
      command: [
        ...serverlessCommand,
        'offline',
        ...['--config', `${api}.yml`, '--host', '127.0.0.1'],
        ...['--httpPort', String(httpPort), '--lambdaPort', String(lambdaPort)],
        ...['--websocketPort', String(websocketPort)],
      ],
      cwd: serviceDir,
      env: {
        CONFORMANCE_ISSUER: issuerOrigin,
        CONFORMANCE_PLUGIN: 'serverless-offline',
        // `plugins:` takes no path that leaves the service's folder.
        NODE_PATH: installed,
        AWS_REGION: 'us-east-1',
      },
      ready: /Server ready:/,
      hopeless: /^\w*Error\b.*: /,
      timeoutMs: 60_000,
      signal,
    })
    return { endpoint: { url: `http://127.0.0.1:${httpPort}` }, end: child.end }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return {
      notRun: `it does not start with ${api}.yml: ${/Error: (.+)/.exec(error.message)?.[1] ?? error.message}`,
    }
  }
}

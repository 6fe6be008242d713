import { startGateway } from '../../plugin/local/gateway/start-gateway.ts'
import { startFunctions } from '../../plugin/local/lambda/start-functions.ts'
import { readService } from '../../plugin/service/read-service.ts'
import type { ServerlessInstance } from '../../plugin/service/serverless.ts'
import type { LocalAuthorizer, LocalRoute, LocalService } from '../../plugin/service/service.ts'
import { withTrustedIssuer } from '../../plugin/service/trusted-issuer.ts'
import { waitForSignal } from '../../plugin/system/wait-for-signal.ts'
import { awsKey } from '../sign-request.ts'

interface GatewayOptions {
  readonly port?: string
  /** Folder for the bundles. */
  readonly out?: string
}

/**
 * `serverless gateway --port P --out DIR`: the service behind the local gateway, with the issuers that its serverless.yml
 * names. `serverless local` puts an issuer of its own in their place, which these cases have no use for.
 */
export default class GatewayPlugin {
  readonly commands = {
    gateway: {
      usage: 'Serve the API with the issuers that it names',
      lifecycleEvents: ['serve'],
      options: {
        port: { type: 'string', usage: 'Port to listen on' },
        out: { type: 'string', usage: 'Folder for the bundles' },
      },
    },
  }
  readonly hooks: Readonly<Record<string, () => Promise<void>>>

  constructor(serverless: ServerlessInstance, options: GatewayOptions) {
    this.hooks = { 'gateway:serve': () => serve(serverless, options) }
  }
}

async function serve(serverless: ServerlessInstance, { port = '0', out }: GatewayOptions): Promise<void> {
  const log = (line: string) => process.stdout.write(`${line}\n`)
  const stopped = waitForSignal()
  const service = withNamedIssuers(
    withTrustedIssuer(readService(serverless), { issuer: '', audience: [] }),
    serverless,
  )
  const functions = await startFunctions({
    service,
    environment: {},
    watch: false,
    log,
    ...(out !== undefined && { outDir: out }),
  })
  const gateway = await startGateway({
    service,
    functions,
    port: Number(port),
    host: '127.0.0.1',
    log,
    awsKey,
  })
  log(`listening at ${gateway.url}`)
  await stopped
  await gateway.close()
  await functions.close()
}

function withNamedIssuers(service: LocalService, { httpApiEventsPlugin }: ServerlessInstance): LocalService {
  const { routes } = httpApiEventsPlugin.config
  const named = ({ routeKey, authorizer }: LocalRoute): LocalAuthorizer | undefined => {
    const written = routes.get(routeKey === '$default' ? '*' : routeKey)?.authorizer
    if (authorizer?.kind !== 'jwt' || !written) return authorizer
    return {
      ...authorizer,
      issuer: String(written.issuerUrl),
      audience: [...(written.audience ?? [])].map(String),
    }
  }
  return { ...service, routes: service.routes.map((route) => ({ ...route, authorizer: named(route) })) }
}

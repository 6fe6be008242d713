import type { OptionDefinition } from '../../command.ts'

/** What becomes of an option of serverless-offline. */
export type Effect =
  /** As there. */
  | { readonly kind: 'same'; readonly warning?: string }
  /** It has no meaning here, and nobody misses it. */
  | { readonly kind: 'needless' }
  /** It has no effect here: said at the start, once, if it is set. */
  | { readonly kind: 'stricter' | 'missing'; readonly note: string }

interface OfflineOption extends OptionDefinition {
  readonly effect: Effect
}

const same = (warning?: string): Effect => ({ kind: 'same', ...(warning !== undefined && { warning }) })
const needless: Effect = { kind: 'needless' }
const missing = (note: string): Effect => ({ kind: 'missing', note })
const stricter = (note: string): Effect => ({ kind: 'stricter', note })

const noWebSocket = missing('WebSocket APIs do not run here.')
const noDocker = missing('functions run as processes on this machine, without Docker.')
const ownCors = stricter(
  'CORS is that of provider.httpApi.cors, as on AWS, and without it the API answers no preflight.',
)

const text = (usage: string, effect: Effect): OfflineOption => ({ type: 'string', usage, effect })
const flag = (usage: string, effect: Effect): OfflineOption => ({ type: 'boolean', usage, effect })

/** Every option of serverless-offline 14, by its name on the command line and under `custom.serverless-offline`. */
export const offlineOptions: Readonly<Record<string, OfflineOption>> = {
  albPort: text('Port for load balancer events', missing('load balancers do not run here.')),
  corsAllowHeaders: text('Headers that CORS allows', ownCors),
  corsAllowOrigin: text('Origins that CORS allows', ownCors),
  corsDisallowCredentials: flag('No credentials with CORS', ownCors),
  corsExposedHeaders: text('Headers that CORS exposes', ownCors),
  disableCookieValidation: flag('Accept malformed cookies', needless),
  dockerHost: text('Host of Docker', noDocker),
  dockerHostServicePath: text('Service path within Docker', noDocker),
  dockerNetwork: text('Network of Docker', noDocker),
  dockerReadOnly: flag('Read-only code within Docker', noDocker),
  enforceSecureCookies: flag('Reject insecure cookies', needless),
  host: {
    ...text(
      'Address of the API (default: localhost)',
      same('other machines can call the API. The console and the sign-in pages stay on this machine.'),
    ),
    shortcut: 'o',
  },
  httpPort: text('Port of the API (default: 3000)', same()),
  httpsProtocol: {
    ...text('Folder of cert.pem and key.pem', missing('the API speaks HTTP only.')),
    shortcut: 'H',
  },
  ignoreJWTSignature: flag(
    'Accept tokens of any signature',
    stricter('signatures are always checked. Get a token that passes: npx claimcheck token'),
  ),
  lambdaPort: text('Port of the Lambda Invoke API (default: 3002, if it is free)', same()),
  layersDir: text('Folder for layers', needless),
  localEnvironment: flag(
    'Give functions the environment of this shell',
    same('functions see the whole environment of this shell, which Lambda does not give them.'),
  ),
  noAuth: flag(
    'Run no authorizers',
    stricter('authorizers always run. Get a token that passes: npx claimcheck token'),
  ),
  noPrependStageInUrl: flag('No stage in front of REST routes', needless),
  noSponsor: flag('No sponsor message', needless),
  noTimeout: {
    ...flag('No function times out', same('functions run as long as they like. On AWS they time out.')),
    shortcut: 't',
  },
  preLoadModules: text('Modules to load first', needless),
  prefix: {
    ...text(
      'In front of every path',
      same("routes are below this prefix. On AWS only a domain name's mapping does that."),
    ),
    shortcut: 'p',
  },
  reloadHandler: flag('Load the handler for every request', needless),
  resourceRoutes: flag(
    'Serve HTTP proxy integrations of resources',
    missing('HTTP proxy integrations of resources are not served here.'),
  ),
  rubyWatchDirs: text('Folders of Ruby sources', missing('Ruby functions do not run here.')),
  terminateIdleLambdaTime: text('Seconds after which an idle instance ends', needless),
  useDocker: flag('Run functions in Docker', noDocker),
  useInProcess: flag('Run functions in this process', needless),
  webSocketHardTimeout: text('Longest WebSocket connection', noWebSocket),
  webSocketIdleTimeout: text('Longest silence of a WebSocket connection', noWebSocket),
  websocketPort: text('Port for WebSocket events', noWebSocket),
}

/** Of `custom.serverless-offline` only. */
export const customOnly: Readonly<Record<string, Effect>> = {
  location: same(),
  localLayers: missing('layers come from the layers of this service.'),
}

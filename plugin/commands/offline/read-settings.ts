import type { CliOptions } from '../../command.ts'
import { readPort, readText } from '../options.ts'
import { customOnly, type Effect, offlineOptions } from './options.ts'

/** What serverless-offline's options mean for this run. */
export interface OfflineSettings {
  readonly port: number | undefined
  readonly host: string | undefined
  readonly lambdaPort: number | undefined
  readonly pathPrefix: string | undefined
  readonly noTimeout: boolean
  readonly localEnvironment: boolean
  /** A line for each option that has another effect here, or none. */
  readonly notes: readonly string[]
}

interface Sources {
  /** The command line, which comes first. */
  readonly options: CliOptions
  /** `custom` of serverless.yml. */
  readonly custom: Readonly<Record<string, unknown>>
  readonly env: NodeJS.ProcessEnv
}

/** @throws {UserError} `ERR_OPTION_INVALID` for a port that is none. */
export function readOfflineSettings({ options, custom, env }: Sources): OfflineSettings {
  const own = Object(custom['serverless-offline']) as Record<string, unknown>
  const settings: Record<string, unknown> = { ...own }
  for (const name of Object.keys(offlineOptions)) settings[name] = options[name] ?? own[name]
  /** Undefined where the command line has the option of the local run that means the same. */
  const portOf = (name: string, standard: number, ours: string) =>
    settings[name] === undefined || readText(options, ours) !== undefined
      ? undefined
      : readPort(settings, name, standard)
  const prefix = readText(settings, 'prefix')?.replaceAll(/^\/+|\/+$/g, '')
  return {
    port: portOf('httpPort', 3000, 'port'),
    host: readText(settings, 'host'),
    lambdaPort: portOf('lambdaPort', 3002, 'lambda-port'),
    pathPrefix: prefix || undefined,
    noTimeout: isOn(settings.noTimeout),
    localEnvironment: isOn(settings.localEnvironment),
    notes: [...noteOptions(settings), ...noteOthers(custom, env)],
  }
}

function noteOptions(settings: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(settings)
    .filter(([name, value]) => isSet(value) && !(name === 'host' && isLoopback(value)))
    .flatMap(([name]) => {
      const text = describe(offlineOptions[name]?.effect ?? customOnly[name])
      return text === undefined ? [] : [`serverless-offline's option ${name}: ${text}`]
    })
}

function describe(effect: Effect | undefined): string | undefined {
  if (!effect) return 'it is not known here and has no effect.'
  if (effect.kind === 'needless') return undefined
  return effect.kind === 'same' ? effect.warning : `no effect here: ${effect.note}`
}

/** Ways around authorizers that are no options. */
function noteOthers(custom: Readonly<Record<string, unknown>>, env: NodeJS.ProcessEnv): string[] {
  const { customAuthenticationProvider } = Object(custom.offline) as Record<string, unknown>
  return [
    ...(customAuthenticationProvider === undefined
      ? []
      : [
          "custom.offline.customAuthenticationProvider has no effect here: the service's own authorizers run.",
        ]),
    ...(env.AUTHORIZER === undefined
      ? []
      : ['The environment variable AUTHORIZER has no effect here: claims come from tokens only.']),
  ]
}

function isSet(value: unknown): boolean {
  return ![undefined, null, false, 'false', ''].includes(value as string)
}

function isOn(value: unknown): boolean {
  return value === true || value === 'true'
}

function isLoopback(host: unknown): boolean {
  return ['localhost', '127.0.0.1', '::1'].includes(String(host))
}

import { readBundleSettings } from '../handlers/bundle-settings.ts'
import type { ServerlessService } from './serverless.ts'
import type { LocalBuild } from './service.ts'

/** Plugins that compile TypeScript as they package. */
const compilers = [
  'serverless-bundle',
  'serverless-esbuild',
  'serverless-plugin-typescript',
  'serverless-webpack',
]

/**
 * How the service compiles what it deploys.
 *
 * @throws {UserError} `ERR_BUNDLE_SETTINGS_INVALID` for `custom.claimcheck.bundle` with what is not known.
 */
export function readBuild(service: ServerlessService): LocalBuild {
  const { custom } = service
  const names = pluginNames(service)
  const esbuild = custom?.esbuild
  const bundle = readBundleSettings(custom)
  return {
    bundle,
    esbuild: isRecord(esbuild) ? esbuild : names.includes('serverless-esbuild') ? {} : undefined,
    compiles: bundle !== undefined || names.some((name) => compilers.includes(name)),
  }
}

/** The plugins that the service lists, in either way of writing it. */
export function pluginNames({ plugins = [] }: Pick<ServerlessService, 'plugins'>): readonly string[] {
  return 'length' in plugins ? plugins : (plugins.modules ?? [])
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

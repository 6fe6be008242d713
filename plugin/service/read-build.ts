import type { ServerlessService } from './serverless.ts'
import type { LocalBuild } from './service.ts'

/** Plugins that compile TypeScript as they package. */
const compilers = [
  'serverless-bundle',
  'serverless-esbuild',
  'serverless-plugin-typescript',
  'serverless-webpack',
]

/** How the service compiles what it deploys. */
export function readBuild({ custom, plugins }: ServerlessService): LocalBuild {
  const names = plugins === undefined || 'length' in plugins ? (plugins ?? []) : (plugins.modules ?? [])
  const { claimcheck, esbuild } = custom ?? {}
  const bundles = isRecord(claimcheck) && isAsked(claimcheck.bundle)
  return {
    bundles,
    esbuild: isRecord(esbuild) ? esbuild : names.includes('serverless-esbuild') ? {} : undefined,
    compiles: bundles || names.some((name) => compilers.includes(name)),
  }
}

function isAsked(bundle: unknown): boolean {
  return bundle === true || bundle === 'true' || isRecord(bundle)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

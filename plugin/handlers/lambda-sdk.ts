import type { Plugin } from 'esbuild'

/** Where the AWS SDK comes from that a service imports but has not installed: left to Lambda's runtime, or claimcheck's own. */
export type MissingSdk = 'left to Lambda' | "claimcheck's own"

/**
 * Lambda's Node.js runtimes bring the AWS SDK v3 along, and many services count on that. One that they have installed is bundled
 * as any other package.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
 */
export function lambdaSdk(missing: MissingSdk): Plugin {
  return {
    name: 'lambda-sdk',
    setup(build) {
      build.onResolve({ filter: /^@aws-sdk\// }, async ({ path, importer, kind, resolveDir, pluginData }) => {
        // Packages find their own parts; only the service's sources may count on Lambda's.
        if (pluginData === asked || importer.includes('node_modules')) return undefined
        const installed = await build.resolve(path, { importer, kind, resolveDir, pluginData: asked })
        if (installed.errors.length === 0) return installed
        if (missing === 'left to Lambda') return { path, external: true }
        const own = await build.resolve(path, { kind, resolveDir: import.meta.dirname, pluginData: asked })
        return own.errors.length === 0 ? own : undefined
      })
    },
  }
}

const asked = Symbol('asked')

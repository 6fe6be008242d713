import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BuildOptions } from 'esbuild'
import type { BundleSettings } from './bundle-settings.ts'
import { parseHandlerPath } from './handler-path.ts'

export interface HandlerBuild {
  /** Absolute path of the service's folder. */
  readonly dir: string
  /** As in serverless.yml: `src/profile/get-profile-info.handler`. */
  readonly handler: string
  /** Folder that the bundle will be in; only a source map depends on it. */
  readonly outDir: string
  readonly sourceMap: boolean
  /** Of the service. */
  readonly settings?: BundleSettings
}

/**
 * How one handler becomes one file, for deploying and for the local run alike.
 *
 * CommonJS, because in Node 24 an ES module that imports `node:http` pays some 25 ms at start; `module` before `main`,
 * because ES modules shake better. Names are kept, so that error classes read as written. Nothing here depends on
 * the machine or on where the service lies, so equal sources give equal bytes.
 */
export function bundleOptions({ dir, handler, outDir, sourceMap, settings = {} }: HandlerBuild) {
  const { modulePath } = parseHandlerPath(handler)
  return {
    absWorkingDir: dir,
    entryPoints: [`./${modulePath}`],
    ...formatOptions(settings.format ?? 'cjs', outDir, settings.define),
    resolveExtensions: ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.tsx', '.jsx', '.json'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    external: [...(settings.external ?? [])],
    loader: { ...settings.loader },
    minifySyntax: settings.minify ?? true,
    minifyWhitespace: settings.minify ?? true,
    minifyIdentifiers: settings.minify ?? false,
    legalComments: 'none',
    sourcemap: sourceMap ? 'external' : false,
    sourcesContent: false,
    logLevel: 'silent',
  } satisfies BuildOptions
}

function formatOptions(format: 'cjs' | 'esm', outDir: string, define: Readonly<Record<string, string>> = {}) {
  if (format === 'esm') {
    return {
      format,
      outfile: join(outDir, 'handler.mjs'),
      define: { ...define },
      // What was written for CommonJS calls `require`, which an ES module does not have.
      banner: {
        js: "import { createRequire as requireFrom$ } from 'node:module';globalThis.require??=requireFrom$(import.meta.url);",
      },
    } satisfies BuildOptions
  }
  return {
    format,
    outfile: join(outDir, 'handler.cjs'),
    // `import('node:http')` makes an ES module of it too, and the AWS SDK does: as `require` it saves 13 ms of a cold start.
    supported: { 'dynamic-import': false },
    inject: [fileURLToPath(new URL('./import-meta-url.ts', import.meta.url))],
    define: {
      'import.meta.url': 'importMetaUrl',
      'import.meta.dirname': '__dirname',
      'import.meta.filename': '__filename',
      ...define,
    },
  } satisfies BuildOptions
}

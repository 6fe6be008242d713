import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { BuildOptions, Plugin } from 'esbuild'
import { findDecoratorCompiler } from './decorator-metadata.ts'
import { leavePackages } from './leave-packages.ts'
import { keepSourcePlaces, sourcePlaces } from './source-places.ts'

/** `custom.esbuild`: options of esbuild, and those of serverless-esbuild. */
export type EsbuildSettings = Readonly<Record<string, unknown>>

export interface CompileOptions {
  /** Absolute path of the service's folder. */
  readonly dir: string
  readonly format: 'cjs' | 'esm'
  readonly settings: BuildOptions
}

/** How a service's own sources become what Node reads. Its packages are not touched. */
export function compileOptions({ dir, format, settings }: CompileOptions) {
  const { loader = {}, plugins = [], define, banner, ...others } = settings
  return {
    ...others,
    absWorkingDir: dir,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: settings.target ?? 'node24',
    format,
    loader,
    define: { ...define, ...sourcePlaces },
    banner: { ...banner, js: bannerFor(format, banner?.js) },
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'silent',
    plugins: [
      keepSourcePlaces(format, loader, findDecoratorCompiler(dir, settings.tsconfig)),
      ...plugins,
      leavePackages(Object.keys(settings.alias ?? {})),
    ],
  } satisfies BuildOptions
}

/** Sources in CommonJS call `require`, which an ES module does not have. */
function bannerFor(format: 'cjs' | 'esm', own = ''): string {
  if (format === 'cjs' || own.includes('createRequire')) return own
  return `import { createRequire as createRequire$ } from 'node:module';const require = createRequire$(import.meta.url);${own}`
}

/** Files that are imported for their text, wherever they are imported. */
const textLoaders = Object.fromEntries(
  ['ejs', 'gql', 'graphql', 'hbs', 'html', 'md', 'sql', 'svg', 'txt', 'xml', 'yaml', 'yml'].map(
    (name) => [`.${name}`, 'text'] as const,
  ),
)

/** What has a meaning for code that is not packaged. */
const honoured = [
  'alias',
  'banner',
  'conditions',
  'define',
  'drop',
  'dropLabels',
  'external',
  'footer',
  'inject',
  'jsx',
  'jsxDev',
  'jsxFactory',
  'jsxFragment',
  'jsxImportSource',
  'jsxSideEffects',
  'keepNames',
  'loader',
  'mainFields',
  'pure',
  'resolveExtensions',
  'supported',
  'target',
  'treeShaking',
  'tsconfig',
] as const satisfies readonly (keyof BuildOptions)[]

/**
 * The options of `custom.esbuild` that esbuild gets here too.
 *
 * @throws {Error} when the file that `config` or `plugins` names cannot be loaded.
 */
export async function readSettings(dir: string, custom?: EsbuildSettings): Promise<BuildOptions> {
  // Another packager has loaders of its own, or none is known yet.
  if (custom === undefined) return { loader: textLoaders }
  const settings =
    typeof custom.config === 'string' ? { ...(await load(dir, custom.config)), ...custom } : custom
  const kept = Object.fromEntries(
    honoured.filter((name) => settings[name] !== undefined).map((name) => [name, settings[name]]),
  )
  return { ...kept, ...(await readPlugins(dir, settings.plugins)) }
}

/** `custom.esbuild` may say which; serverless-esbuild makes CommonJS otherwise. */
export function formatOf({ format, outputFileExtension }: EsbuildSettings): 'cjs' | 'esm' {
  return format === 'esm' || outputFileExtension === '.mjs' ? 'esm' : 'cjs'
}

async function readPlugins(dir: string, plugins: unknown): Promise<{ plugins?: Plugin[] }> {
  const found = typeof plugins === 'string' ? await load(dir, plugins) : plugins
  return Array.isArray(found) ? { plugins: found } : {}
}

/** A module's default export, called if it is a function. */
async function load(dir: string, path: string): Promise<EsbuildSettings> {
  const file = createRequire(join(dir, 'serverless.yml')).resolve(path.startsWith('.') ? path : `./${path}`)
  const loaded = await import(file)
  const value = loaded.default ?? loaded
  return typeof value === 'function' ? value({}) : value
}

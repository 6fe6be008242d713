import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { bundleScripts } from '../plugin/local/console/scripts.ts'
import { assets } from '../plugin/local/web/assets.ts'
import { readManifest, writeManifest } from './manifest.ts'
import { ownFiles } from './own-files.ts'
import { writeTypes } from './write-types.ts'

/**
 * `serverless-claimcheck`: few files, since a program of three hundred starts slower. `providers/` is bundled in, so that a service that
 * does not use the framework needs no other package.
 */
export async function buildPlugin(projectDir: string, outDir: string): Promise<void> {
  const sources = join(projectDir, 'plugin')
  const own = ownFiles(sources)
  const modules = { ...shared(outDir), format: 'esm', splitting: true, packages: 'external' } as const
  await build({ ...modules, entryPoints: entryPoints(sources), plugins: [own.plugin] })
  await build({ ...modules, entryPoints: own.threads })
  await build({
    ...shared(outDir),
    entryPoints: own.standalone,
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
  })
  await own.copyAssets(outDir)
  await copyPages(sources, outDir)
  await writeEntries(sources, outDir)
  await buildTesting(projectDir, outDir)
  await writeManifest(await readManifest(sources), outDir, {
    exports: {
      '.': { types: './index.d.cts', default: './index.cjs' },
      './testing': {
        import: { types: './types/plugin/testing/index.d.ts', default: './testing.js' },
        require: { types: './testing.d.cts', default: './testing.cjs' },
      },
      './package.json': './package.json',
    },
    bin: { claimcheck: 'bin.js' },
  })
}

function entryPoints(sources: string): Record<string, string> {
  const files = {
    plugin: join(sources, 'index.ts'),
    cli: join(sources, 'cli.ts'),
    testing: join(sources, 'testing', 'index.ts'),
  }
  return Object.fromEntries(Object.entries(files).filter(([, file]) => existsSync(file)))
}

function shared(outdir: string) {
  return {
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node22.18',
    chunkNames: 'chunk-[hash]',
    sourcemap: true,
    sourcesContent: true,
    legalComments: 'none',
    logLevel: 'error',
  } as const
}

/** What the pages load: bundled scripts, and the style sheets, pictures and texts as they are. */
async function copyPages(sources: string, outDir: string): Promise<void> {
  for (const folder of ['browser', 'assets']) await mkdir(join(outDir, folder), { recursive: true })
  for (const [path, code] of await bundleScripts()) await writeFile(join(outDir, 'browser', path), code)
  for (const [name, path] of Object.entries(assets))
    await cp(join(sources, 'local', 'web', path), join(outDir, 'assets', name))
}

/** Serverless loads it with `require`. Any Node can parse it, so that an old one gets a sentence in place of a SyntaxError. */
const entry = `'use strict'
var version = process.versions.node.split('.').map(Number)
if (version[0] < 22 || (version[0] === 22 && version[1] < 18))
  throw new Error('serverless-claimcheck needs Node.js 22.18 or newer; this is Node.js ' + process.versions.node + '.')
module.exports = require('./plugin.js')
`

const types = `/** The Serverless plugin, constructed by Serverless itself. */
declare class ClaimcheckPlugin {
  constructor(serverless: object, options: object)
}
export = ClaimcheckPlugin
`

async function writeEntries(sources: string, outDir: string): Promise<void> {
  await writeFile(join(outDir, 'index.cjs'), entry)
  await writeFile(join(outDir, 'index.d.cts'), types)
  const launcher = await readFile(join(sources, 'bin.js'), 'utf8')
  await writeFile(join(outDir, 'bin.js'), launcher.replace('./cli.ts', './cli.js'), { mode: 0o755 })
  await cp(join(sources, 'README.md'), join(outDir, 'README.md'))
}

/** What Jest loads with `require`, unless it runs with `--experimental-vm-modules`, and the types of both. */
async function buildTesting(projectDir: string, outDir: string): Promise<void> {
  await build({
    ...shared(outDir),
    entryPoints: { testing: join(projectDir, 'plugin', 'testing', 'index.ts') },
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    packages: 'external',
  })
  const entry = join('plugin', 'testing', 'index.d.ts')
  await writeTypes(projectDir, entry, join(outDir, 'types'))
  await writeFile(join(outDir, 'testing.d.cts'), testingTypes)
}

const testingTypes = `export type * from './types/plugin/testing/index.d.ts' with { 'resolution-mode': 'import' }
import type { startLocal as start } from './types/plugin/testing/index.d.ts' with { 'resolution-mode': 'import' }
export declare const startLocal: typeof start
`

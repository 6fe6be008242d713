import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { readManifest, writeManifest } from './manifest.ts'
import { writeTemplate } from './template/write-template.ts'

/** `create-claimcheck`: one program, and the services that it copies. */
export async function buildCreate(projectDir: string, outDir: string): Promise<void> {
  const sources = join(projectDir, 'create')
  await build({
    entryPoints: { cli: join(sources, 'cli.ts') },
    outdir: outDir,
    bundle: true,
    platform: 'node',
    target: 'node22.18',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    legalComments: 'none',
    logLevel: 'error',
  })
  const launcher = await readFile(join(sources, 'bin.js'), 'utf8')
  await writeFile(join(outDir, 'bin.js'), launcher.replace('./cli.ts', './cli.js'), { mode: 0o755 })
  await cp(join(sources, 'README.md'), join(outDir, 'README.md'))
  await writeTemplate(projectDir, join(outDir, 'template'))
  await writeManifest(await readManifest(sources), outDir, {
    exports: { './package.json': './package.json' },
    bin: { 'create-claimcheck': 'bin.js' },
  })
}

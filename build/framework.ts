import { execFile } from 'node:child_process'
import { cp, glob, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { readManifest, writeManifest } from './manifest.ts'

const run = promisify(execFile)

/**
 * `claimcheck`: each module compiled to an ES module of its own, with types and a source map, since it is bundled again with
 * every function that uses it.
 */
export async function buildFramework(projectDir: string, outDir: string): Promise<void> {
  const tsc = join(projectDir, 'node_modules', '.bin', 'tsc')
  await run(tsc, ['-p', join(projectDir, 'build', 'framework.tsconfig.json'), '--outDir', outDir])
  await useOwnMiddyTypes(outDir)
  await cp(join(projectDir, 'README.md'), join(outDir, 'README.md'))
  await writeManifest(await readManifest(projectDir), outDir, {
    exports: {
      '.': { types: './src/index.d.ts', default: './src/index.js' },
      './providers': { types: './providers/index.d.ts', default: './providers/index.js' },
      './testing': { types: './src/testing/index.d.ts', default: './src/testing/index.js' },
      './package.json': './package.json',
    },
  })
}

/**
 * Middy's types import those of `@aws/durable-execution-sdk-js`, an optional peer of it, so that they fail in a project that has not
 * installed that and checks the types of its libraries. Ours name the two interfaces of Middy's that they need.
 */
async function useOwnMiddyTypes(outDir: string): Promise<void> {
  const types = join(outDir, 'src', 'middy.d.ts')
  await cp(join(import.meta.dirname, 'middy-types.ts'), types)
  for await (const name of glob('**/*.d.ts', { cwd: outDir })) {
    const file = join(outDir, name)
    const path = relative(dirname(file), types).replace('.d.ts', '.js')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replaceAll("'@middy/core'", `'${path.startsWith('.') ? path : `./${path}`}'`))
  }
}

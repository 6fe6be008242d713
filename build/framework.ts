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
  await copyMatcherTypes(projectDir, outDir)
  await cp(join(projectDir, 'README.md'), join(outDir, 'README.md'))
  await writeManifest(await readManifest(projectDir), outDir, {
    exports: {
      '.': entry('./src/index'),
      './providers': entry('./providers/index'),
      './testing': entry('./src/testing/index'),
      ...Object.fromEntries(testRunners.map((name) => [`./testing/${name}`, entry(`./src/testing/${name}`)])),
      './package.json': './package.json',
    },
  })
}

const testRunners = ['jest', 'vitest']

function entry(path: string) {
  return { types: `${path}.d.ts`, default: `${path}.js` }
}

/** What a runner's `expect` has besides is declared by hand: the compiler would need the runner itself. */
async function copyMatcherTypes(projectDir: string, outDir: string): Promise<void> {
  for (const name of testRunners) {
    await cp(
      join(projectDir, 'src', 'testing', `${name}-matchers.d.ts`),
      join(outDir, 'src', 'testing', `${name}.d.ts`),
    )
  }
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

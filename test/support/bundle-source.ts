import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'

const root = new URL('../../', import.meta.url).pathname

export interface BundledSource {
  /** Of the minified CommonJS file. */
  readonly bytes: number
  /** The files that it is made of, relative to the repository. */
  readonly inputs: readonly string[]
  /**
   * Runs `script`, CommonJS that finds the bundle's exports as `bundle`, in a Node process of its own.
   *
   * @returns What the script printed last, read as JSON.
   */
  run(script: string): Promise<unknown>
  remove(): void
}

/** Bundles `source`, TypeScript that imports `./src/index.ts`, as functions are bundled for Lambda. */
export async function bundleSource(source: string): Promise<BundledSource> {
  const folder = mkdtempSync(join(process.env.TMPDIR ?? '/tmp', 'claimcheck-bundle-'))
  const outfile = join(folder, 'handler.cjs')
  const { metafile } = await build({
    stdin: { contents: source, resolveDir: root, loader: 'ts' },
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    logLevel: 'error',
    metafile: true,
    absWorkingDir: root,
  })
  return {
    bytes: statSync(outfile).size,
    inputs: Object.keys(metafile.inputs),
    run: (script) => runScript(folder, `const bundle = require('./handler.cjs')\n${script}`),
    remove: () => rmSync(folder, { recursive: true }),
  }
}

async function runScript(folder: string, script: string): Promise<unknown> {
  const file = join(folder, 'script.cjs')
  writeFileSync(file, script)
  const env = { CLAIMCHECK_PROVIDER: 'cognito', CLAIMCHECK_LOG_KEY: 'key' }
  const { stdout } = await promisify(execFile)(process.execPath, [file], { env, timeout: 20_000 })
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')
}

/** Source of an expression: the composed event of that name in test/fixtures. */
export function eventFixture(name: string): string {
  return readFileSync(join(root, 'test/fixtures/http-api-events', `${name}.json`), 'utf8')
}

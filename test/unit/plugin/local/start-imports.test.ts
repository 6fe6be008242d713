import { expect, test } from '@jest/globals'
import { build, type Metafile } from 'esbuild'

type Outputs = Metafile['outputs']

/** The packages that are loaded with a file: its static imports, and those of the files that they lead to. */
function loadedPackages(outputs: Outputs, file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return []
  seen.add(file)
  const loaded = (outputs[file]?.imports ?? []).filter(({ kind }) => kind === 'import-statement')
  return loaded.flatMap(({ path, external }) => (external ? [path] : loadedPackages(outputs, path, seen)))
}

test('a start loads nothing that only some services, pages or commands need', async () => {
  const { metafile } = await build({
    entryPoints: ['plugin/local/serve.ts'],
    ...{ bundle: true, splitting: true, platform: 'node', format: 'esm', packages: 'external' },
    ...{ outdir: 'never-written', write: false, metafile: true },
  })
  const [entry = ''] = Object.keys(metafile.outputs).filter(
    (file) => metafile.outputs[file]?.entryPoint === 'plugin/local/serve.ts',
  )
  const packages = loadedPackages(metafile.outputs, entry).filter((name) => !name.startsWith('node:'))

  const names = packages.map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'))
  // Others, such as the AWS SDK and the YAML parser, take 15 to 80 ms each.
  const needed =
    '@hono/node-server classic-level esbuild fastest-levenshtein hono jose oidc-provider quick-lru zod'
  expect([...new Set(names)].sort().join(' ')).toBe(needed)
})

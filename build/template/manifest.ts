interface Manifest {
  readonly version: string
  readonly engines: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly allowScripts: Readonly<Record<string, boolean>>
}

const scripts = {
  start: 'serverless local',
  test: 'node --test "test/**/*.test.ts"',
  lint: 'tsc && biome ci',
  format: 'biome check --write',
  deploy: 'serverless deploy',
}

/** Versions of these are those that this repository is tested with. */
const tools = ['@biomejs/biome', '@types/node', 'serverless', 'typescript']

/** Packages with an install script among the dependencies of `serverless-claimcheck`. */
const withScripts = ['classic-level', 'esbuild']

/** The package.json of a new service. */
export function deriveManifest({ version, engines, devDependencies, allowScripts }: Manifest): string {
  const pick = <Value>(from: Readonly<Record<string, Value>>, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, required(from[name], name)]))
  const manifest = {
    name: 'my-api',
    version: '0.1.0',
    private: true,
    type: 'module',
    engines,
    scripts,
    dependencies: { claimcheck: version, ...pick(devDependencies, ['zod']) },
    devDependencies: sorted({ ...pick(devDependencies, tools), 'serverless-claimcheck': version }),
    allowScripts: pick(allowScripts, withScripts),
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

function required<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new Error(`package.json no longer has ${name}.`)
  return value
}

function sorted(members: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(members).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

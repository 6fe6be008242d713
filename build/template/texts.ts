import { type ProviderName, parameters } from '../../providers/registry.ts'
import type { Choice } from './choices.ts'

/** What the example's scope and data are called in a new service. */
const words = [
  ['profile.delete', 'notes.write'],
  ['Delete your profile', 'Write notes'],
  ['a profile belongs to whoever signed in', 'a note belongs to whoever signed in'],
  ['https://api.example.com/profile', 'https://api.example.com/notes'],
] as const

/** A file of `config/`, with the scope of the new service in place of the example's. */
export function reword(text: string): string {
  return words.reduce((result, [now, then]) => result.replaceAll(now, then), text)
}

/** The `.env.example` of the example, with the sections of the chosen providers. */
export function deriveEnvironment(example: string, { providers }: Choice): string {
  const [head = '', ...sections] = example.split(/^(?=# --- )/m)
  const own = sections.filter((section) =>
    providers.some((provider) => section.includes(`--param provider=${provider}`)),
  )
  if (own.length !== providers.length)
    throw new Error('.env.example no longer has one section for each provider.')
  return reword([head, ...own].join('').trimEnd()).concat('\n')
}

/** The workflow, with the values that a deploy needs as variables of the repository. */
export function deriveWorkflow(workflow: string, { providers }: Choice): string {
  const names = providers.flatMap(requiredValues)
  const lines = names.map((name) => `      ${name}: \${{ vars.${name} }}\n`)
  return workflow.replace(
    / {4}env:\n {6}VALUES: .*\n/,
    names.length > 0
      ? `    env:\n      # Optional values of .env.example are added here in the same way.\n${lines.join('')}`
      : '',
  )
}

/** Cognito's are for a user pool that is not the stack's own. */
function requiredValues(provider: ProviderName): string[] {
  if (provider === 'cognito') return []
  return parameters[provider].values.filter(({ required }) => required).map(({ name }) => name)
}

/** The tests, with tokens of the chosen provider. */
export function deriveTest(test: string, { provider }: Choice): string {
  return test.replaceAll("createIssuer('cognito')", `createIssuer('${provider}')`)
}

/** The compiler's options are those of this repository. */
export function deriveTsconfig(tsconfig: string): string {
  const derived = tsconfig.replace(
    /"include": \[[^\]]*\],\s*"exclude": \[[^\]]*\]/,
    '"include": ["src", "test"]',
  )
  if (derived === tsconfig) throw new Error('tsconfig.json no longer has include and exclude.')
  return derived
}

interface StyleSettings {
  readonly vcs: object
  readonly formatter: object
  readonly javascript: object
}

/** The formatting of this repository, with Biome's recommended rules. */
export function deriveStyle({ vcs, formatter, javascript }: StyleSettings): string {
  const settings = {
    $schema: './node_modules/@biomejs/biome/configuration_schema.json',
    vcs,
    formatter,
    javascript,
    linter: { rules: { preset: 'recommended', nursery: { noFloatingPromises: 'error' } } },
  }
  return `${JSON.stringify(settings, null, 2)}\n`
}

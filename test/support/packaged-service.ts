import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileCache } from './compile-cache.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A copy of the service that shares its sources, so that packaging leaves nothing in the tree and runs beside others. */
export interface ServiceCopy {
  readonly dir: string
  /** Runs `serverless` there, with no AWS credentials and no value of the machine's own. */
  serverless(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<CommandResult>
  remove(): Promise<void>
}

export interface CommandResult {
  readonly exitCode: number
  /** What was written to stdout and stderr, colours off. */
  readonly output: string
}

export async function copyService(): Promise<ServiceCopy> {
  const dir = await mkdtemp(join(tmpdir(), 'claimcheck-package-'))
  for (const name of ['serverless.yml', 'config'])
    await cp(join(root, name), join(dir, name), { recursive: true })
  for (const name of ['src', 'providers', 'plugin', 'node_modules', 'package.json']) {
    await symlink(join(root, name), join(dir, name))
  }
  await mkdir(join(dir, 'home'))
  return {
    dir,
    serverless: (args, env = {}) => runServerless(dir, args, env),
    remove: () => rm(dir, { recursive: true, force: true }),
  }
}

function runServerless(
  dir: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  const node = join(root, 'node_modules/.bin/node')
  const serverless = join(root, 'node_modules/.bin/serverless')
  const bare = { ...compileCache, PATH: process.env.PATH, HOME: join(dir, 'home'), NO_COLOR: '1' }
  const options = { cwd: dir, env: { ...bare, ...env }, timeout: 50_000 }
  return new Promise((resolve) => {
    execFile(node, [serverless, ...args], options, (error, stdout, stderr) => {
      resolve({ exitCode: error ? Number(error.code ?? 1) : 0, output: `${stdout}${stderr}` })
    })
  })
}

/** A CloudFormation template, as far as the tests look at it. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>
  readonly Parameters: Readonly<Record<string, { readonly Default?: unknown }>>
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>
}

export interface TemplateResource {
  readonly Type: string
  readonly Properties?: Readonly<Record<string, unknown>>
  readonly Condition?: string
  readonly DeletionPolicy?: string
  readonly UpdateReplacePolicy?: string
}

/** What `serverless package --package NAME` made in the copy. */
export async function readTemplate({ dir }: ServiceCopy, name: string): Promise<Template> {
  const text = await readFile(join(dir, name, 'cloudformation-template-update-stack.json'), 'utf8')
  return JSON.parse(text) as Template
}

export function resourcesOfType(
  { Resources }: Template,
  type: string,
): (readonly [string, TemplateResource])[] {
  return Object.entries(Resources).filter(([, { Type }]) => Type === type)
}

/** The properties of one resource; the test fails if it is not there. */
export function propertiesOf({ Resources }: Template, name: string): Readonly<Record<string, unknown>> {
  const properties = Resources[name]?.Properties
  if (!properties)
    throw new Error(`The template has no ${name}; it has ${Object.keys(Resources).join(', ')}.`)
  return properties
}

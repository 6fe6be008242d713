import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { execa } from 'execa'
import { withElapsed } from '../../../system/terminal.ts'
import type { Python } from './find-python.ts'

export interface InstallPackagesOptions {
  readonly python: Python
  /** Made whole or not at all; nothing is done where it exists. */
  readonly folder: string
  /** For pip: `awslambdaric==4.2.2`, or `-r` and a file. */
  readonly packages: readonly string[]
  /** For the progress line: `AWS's Lambda client for Python (awslambdaric 4.2.2)`. */
  readonly title: string
  /** Where pip runs, and what it sees: its index and proxy may be set in the shell. */
  readonly dir: string
  readonly environment: NodeJS.ProcessEnv
  readonly log: (line: string) => void
}

/**
 * Installs packages into a folder of their own, once, with pip or else with uv.
 *
 * @returns undefined, or a sentence that says why it cannot and what to do.
 */
export async function installPackages(options: InstallPackagesOptions): Promise<string | undefined> {
  const { folder, title, log } = options
  if (existsSync(folder)) return undefined
  const draft = join(dirname(folder), `.${basename(folder)}-${process.pid}`)
  const sinceMs = performance.now()
  log(`Installing ${title}. This is done once.`)
  try {
    await mkdir(draft, { recursive: true })
    const problem = await withElapsed('  installing', () => install(options, draft))
    const took = ((performance.now() - sinceMs) / 1_000).toFixed(1)
    if (problem !== undefined) return problem
    // Another run may have been quicker: its folder is as good.
    await rename(draft, folder).catch(() => {})
    log(`Installed ${title} in ${took} s.`)
    return undefined
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/** With its own pip, else with that of another Python, else with uv: a virtual environment may have none. */
async function install(options: InstallPackagesOptions, target: string): Promise<string | undefined> {
  const { python, packages, title } = options
  const common = ['--quiet', '--target', target, ...packages]
  const pip = ['-m', 'pip', '--no-input', '--disable-pip-version-check']
  const own = await run([python.path, ...pip, 'install', ...common], options)
  if (own === undefined) return undefined
  if (!/No module named pip/.test(own)) return explain(title, own)
  const others = [
    ['python3', ...pip, '--python', python.path, 'install', ...common],
    ['uv', 'pip', 'install', '--python', python.path, ...common],
  ]
  for (const other of others) if ((await run(other, options)) === undefined) return undefined
  return `${title} cannot be installed: ${python.path} has no pip. Install it: ${python.path} -m ensurepip`
}

/** @returns what it wrote if it failed. */
async function run(
  [command = '', ...args]: readonly string[],
  { dir, environment }: InstallPackagesOptions,
): Promise<string | undefined> {
  const end = await execa(command, args, {
    cwd: dir,
    env: { ...environment },
    extendEnv: false,
    reject: false,
    all: true,
    stdin: 'ignore',
  })
  return end.failed ? `${end.all ?? ''}\n${end.message}` : undefined
}

function explain(title: string, output: string): string {
  const lines = output.split('\n').filter((line) => /^ERROR: /.test(line))
  const [reason = 'pip failed'] = lines.map((line) => line.slice('ERROR: '.length))
  return `${title} cannot be installed: ${reason}\nCheck the network and pip's index, or install it into an environment of your own and activate that.`
}

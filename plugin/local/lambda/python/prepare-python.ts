import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import type { LocalFunction } from '../../../service/service.ts'
import type { RuntimeCommand } from '../runtime-api/runtime-process.ts'
import { type FindPythonOptions, findPython, isAtLeast, type Python } from './find-python.ts'
import { type InstallPackagesOptions, installPackages } from './install-packages.ts'
import { mentionsSdk } from './python-sources.ts'

export interface PreparePythonOptions extends Omit<FindPythonOptions, 'runtime'> {
  /** Keeps what is installed, between runs: `.claimcheck/runtimes`. */
  readonly runtimesDir: string
  /** Where the launcher goes; this run's own. */
  readonly clientDir: string
  /** The folders of each function's layers, by its key. */
  readonly layers: ReadonlyMap<string, readonly string[]>
  readonly log: (line: string) => void
}

/** @returns how a function is started, or a sentence that says why it cannot be. */
export type PreparePython = (
  localFunction: LocalFunction,
) => Promise<RuntimeCommand | { readonly problem: string }>

type Folder = { readonly folder: string } | { readonly problem: string }

/** What each runtime needs is found and installed once, however many functions it has. */
export function createPreparePython(options: PreparePythonOptions): PreparePython {
  let launcher: Promise<string> | undefined
  const pythons = new Map<string, ReturnType<typeof findPython>>()
  const folders = new Map<string, Promise<Folder>>()

  function pythonFor(runtime: string): ReturnType<typeof findPython> {
    const found = pythons.get(runtime) ?? findAndTell({ ...options, runtime })
    pythons.set(runtime, found)
    return found
  }

  function install(python: Python, wanted: Wanted): Promise<Folder> {
    const folder = join(options.runtimesDir, python.tag, wanted.name)
    const found = folders.get(folder) ?? installIn(folder, { ...options, ...wanted, python, folder })
    folders.set(folder, found)
    return found
  }

  return async ({ key, runtime = '', handler, codeDir: dir = options.dir }) => {
    const python = await pythonFor(runtime)
    if ('problem' in python) return python
    const requirements = python.isOwn ? undefined : await readRequirements(dir)
    const wanted = [
      ...(requirements ? [requirements] : []),
      ...(python.modules.includes('awslambdaric') ? [] : [clientFor(python)]),
      ...((await needsSdk(python, dir)) ? [sdk] : []),
    ]
    const parts = await Promise.all(wanted.map((each) => install(python, each)))
    const problem = parts.find((part) => 'problem' in part)
    if (problem && 'problem' in problem) return problem
    launcher ??= writeClient(options.clientDir)
    const ready = parts.flatMap((part) => ('folder' in part ? [part.folder] : []))
    const own = requirements ? ready.slice(0, 1) : []
    const first = [dir, ...own, ...layerPaths(options.layers.get(key), python)]
    return {
      command: python.path,
      args: [
        ...compileOptions(python, options.runtimesDir),
        ...[await launcher, handler, first.join(delimiter)],
        ...ready.slice(own.length),
        options.clientDir,
      ],
      dir,
      tellsLoaded: true,
    }
  }
}

/** Where Lambda looks in `/opt`; of several layers the last one wins. */
function layerPaths(folders: readonly string[] = [], { version }: Python): string[] {
  const paths = [`python/lib/python${version}/site-packages`, 'python']
  return paths.flatMap((path) => folders.map((folder) => join(folder, path)).toReversed())
}

/** Compiled code beside the sources would be deployed with them; a folder of its own hides what is compiled already. */
function compileOptions({ isCompiled }: Python, runtimesDir: string): string[] {
  return isCompiled ? ['-B'] : ['-X', `pycache_prefix=${join(runtimesDir, 'pycache')}`]
}

type Wanted = Pick<InstallPackagesOptions, 'packages' | 'title'> & { readonly name: string }

/** Of the versions that have a wheel for it the newest that was tried here. */
function clientFor({ version }: Python): Wanted {
  const exact = isAtLeast(version, 3, 10) ? '4.2.2' : '4.0.4'
  return {
    name: `awslambdaric-${exact}`,
    packages: [`awslambdaric==${exact}`],
    title: `AWS's Lambda client for Python (awslambdaric ${exact})`,
  }
}

/** Lambda has it, so services do not bring it along. */
const sdk: Wanted = { name: 'boto3', packages: ['boto3'], title: 'boto3 (Lambda has it too)' }

async function needsSdk({ modules }: Python, dir: string): Promise<boolean> {
  return !modules.includes('boto3') && (await mentionsSdk(dir))
}

/** The service's own requirements; each state of the file has a folder of its own. */
async function readRequirements(dir: string): Promise<Wanted | undefined> {
  const file = join(dir, 'requirements.txt')
  if (!existsSync(file)) return undefined
  const text = await readFile(file)
  if (!/^\s*[^#\s]/m.test(text.toString())) return undefined
  const name = `requirements-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`
  return { name, packages: ['-r', file], title: 'requirements.txt' }
}

async function installIn(folder: string, options: InstallPackagesOptions): Promise<Folder> {
  const problem = await installPackages(options)
  return problem === undefined ? { folder } : { problem }
}

async function findAndTell(
  options: FindPythonOptions & Pick<PreparePythonOptions, 'log'>,
): ReturnType<typeof findPython> {
  const { runtime, log } = options
  const python = await findPython(options)
  if ('problem' in python || runtime === `python${python.version}`) return python
  log(
    `Functions with runtime ${runtime} run with Python ${python.version} here (${python.path}). ` +
      `For the same version, install ${runtime} or choose one with --python PATH.`,
  )
  return python
}

/** @returns the launcher's path. */
async function writeClient(dir: string): Promise<string> {
  const files = {
    'launcher.py': new URL('./client/launcher.py', import.meta.url),
    'claimcheck_loaded_files.py': new URL('./client/claimcheck_loaded_files.py', import.meta.url),
    'runtime_client.py': new URL('./client/runtime_client.py', import.meta.url),
    'unzip_requirements.py': new URL('./client/unzip_requirements.py', import.meta.url),
  }
  await mkdir(dir, { recursive: true })
  for (const [name, source] of Object.entries(files)) await writeFile(join(dir, name), await readFile(source))
  return join(dir, 'launcher.py')
}

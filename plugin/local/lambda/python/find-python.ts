import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A Python that runs functions. */
export interface Python {
  /** Absolute path of the executable itself, not of a shim. */
  readonly path: string
  /** `3.12` */
  readonly version: string
  /** Names what packages with native parts are built for: `cpython-312-x86_64-linux-gnu`. */
  readonly tag: string
  /** The user's own environment: `--python`, a virtual environment that is active or in the folder of the service. */
  readonly isOwn: boolean
  /** Its packages are compiled, as pip leaves them. uv does not compile. */
  readonly isCompiled: boolean
  /** Of `awslambdaric` and `boto3`, those that it has already. */
  readonly modules: readonly string[]
}

export interface FindPythonOptions {
  /** `python3.12` */
  readonly runtime: string
  /** Folder of the service. */
  readonly dir: string
  /** `--python` */
  readonly chosen: string | undefined
  /** Where the shell finds programs, and which virtual environment is active in it. */
  readonly environment: NodeJS.ProcessEnv
}

/**
 * Finds what runs a function: `--python`, else the virtual environment that is active, else `.venv` or `venv` of the service, else the
 * runtime's own version on PATH, else `python3`.
 *
 * @returns a sentence that says what to do when there is none.
 */
export async function findPython(options: FindPythonOptions): Promise<Python | { readonly problem: string }> {
  const { runtime, chosen, environment } = options
  for (const { command, isOwn } of candidates(options)) {
    const found = await probe(command, isOwn, environment)
    if (!found) continue
    if (isAtLeast(found.version, 3, 9)) return found
    if (chosen !== undefined)
      return {
        problem: `--python ${chosen} is Python ${found.version}; 3.9 is the oldest that runs functions.`,
      }
  }
  return chosen === undefined
    ? { problem: `No Python 3.9 or newer was found. Install ${runtime}, or name one: --python PATH` }
    : {
        problem: `--python ${chosen} is not a Python that runs. Give the path of one, such as .venv/bin/python.`,
      }
}

function candidates({ runtime, dir, chosen, environment }: FindPythonOptions) {
  if (chosen !== undefined) return [{ command: chosen, isOwn: true }]
  const own = [environment.VIRTUAL_ENV, join(dir, '.venv'), join(dir, 'venv')]
    .filter((folder) => folder !== undefined && folder !== '')
    .map((folder) => executableIn(String(folder)))
    .filter((file) => existsSync(file))
  return [
    ...own.map((command) => ({ command, isOwn: true })),
    ...[runtime, 'python3', 'python'].map((command) => ({ command, isOwn: false })),
  ]
}

function executableIn(venv: string): string {
  return process.platform === 'win32' ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python')
}

const question = `import importlib.util, json, pathlib, sys, sysconfig
tag = sysconfig.get_config_var("EXT_SUFFIX") or sys.implementation.cache_tag
modules = [name for name in ("awslambdaric", "boto3") if importlib.util.find_spec(name)]
packages = pathlib.Path(sysconfig.get_path("purelib"))
compiled = any(packages.glob("*/__pycache__")) or not any(packages.glob("*/__init__.py"))
print(json.dumps([sys.executable, "%d.%d" % sys.version_info[:2], tag, compiled, modules]))`

/** Undefined for what is not there or does not run: a version manager leaves commands that only say so. */
async function probe(
  command: string,
  isOwn: boolean,
  environment: NodeJS.ProcessEnv,
): Promise<Python | undefined> {
  // As a function will see it: without the shell's own paths.
  const { PYTHONPATH: _path, PYTHONHOME: _home, PYTHONSTARTUP: _startup, ...env } = environment
  try {
    const { stdout } = await promisify(execFile)(command, ['-c', question], { env, timeout: 10_000 })
    const [path, version, tag, isCompiled, modules] = JSON.parse(stdout)
    return { path, version, tag: tag.replace(/^\.|\.(so|pyd)$/g, ''), isOwn, isCompiled, modules }
  } catch {
    return undefined
  }
}

/** @param version `3.12` */
export function isAtLeast(version: string, major: number, minor: number): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number)
  return ownMajor > major || (ownMajor === major && ownMinor >= minor)
}

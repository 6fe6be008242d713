import { access, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runChild } from '../../system/run-child.ts'
import { withElapsed } from '../../system/terminal.ts'
import { UserError } from '../../user-error.ts'

const requirements = fileURLToPath(new URL('./emulator.txt', import.meta.url))

/** The version of MiniStack that rehearsals are known to pass with. */
export async function pinnedVersion(): Promise<string> {
  const version = /^ministack==(\S+)$/m.exec(await readFile(requirements, 'utf8'))?.[1]
  if (version) return version
  throw new Error('emulator.txt does not name the version of ministack.')
}

export interface InstallEmulatorOptions {
  /** Holds the virtual environment: `<stateDir>/ministack-<version>`. */
  readonly stateDir: string
  readonly signal: AbortSignal
  readonly log: (line: string) => void
  /** @default that of this process */
  readonly env?: Readonly<Record<string, string | undefined>>
}

/**
 * The pinned MiniStack, in a virtual environment of its own created at the first call. An interrupted
 * installation is started again.
 *
 * @returns Path of the program.
 * @throws {UserError} `ERR_EMULATOR_NOT_INSTALLED` with the output of pip.
 */
export async function installEmulator(options: InstallEmulatorOptions): Promise<string> {
  const { stateDir, signal, log, env = process.env } = options
  const version = await pinnedVersion()
  const venv = join(stateDir, `ministack-${version}`)
  const program = join(venv, 'bin', 'ministack')
  const complete = join(venv, 'requirements.txt')
  const wanted = await readFile(requirements, 'utf8')
  if ((await readFile(complete, 'utf8').catch(() => '')) === wanted) return program
  log(`   Installing MiniStack ${version} into ${venv}. This is done once.`)
  await rm(venv, { recursive: true, force: true })
  const run = { dir: stateDir, env, signal, quiet: true }
  await mustSucceed('python3 -m venv', () => runChild('python3', ['-m', 'venv', venv], run))
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--requirement', requirements]
  await mustSucceed('pip install', () => runChild(join(venv, 'bin', 'python3'), pip, run))
  await access(program)
  await writeFile(complete, wanted)
  return program
}

async function mustSucceed(what: string, start: () => ReturnType<typeof runChild>): Promise<void> {
  const { code, output } = await withElapsed(`   ${what}`, start).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause
    throw notInstalled('there is no python3 on the PATH', cause)
  })
  if (code !== 0) throw notInstalled(`${what} ended with ${code}:\n${output.trim()}`)
}

function notInstalled(reason: string, cause?: unknown): UserError {
  return new UserError(
    'ERR_EMULATOR_NOT_INSTALLED',
    `MiniStack, the AWS emulator, could not be installed: ${reason}\n` +
      'It requires Python 3.10 or newer with venv and pip. Or start MiniStack yourself and pass --endpoint URL',
    { cause },
  )
}

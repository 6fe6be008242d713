import { spawn } from 'node:child_process'
import { createProgress } from '../plugin/system/terminal.ts'
import { UserError } from '../plugin/user-error.ts'
import { Stopped } from './ask.ts'
import type { Surroundings } from './surroundings.ts'

/** A run of npm that has to succeed. */
export interface NpmStep {
  readonly args: readonly string[]
  /** While it runs: `Installing packages`. */
  readonly title: string
  /** Once it has succeeded: `Packages installed`. */
  readonly done: string
  /** Once it has failed: `npm install failed`, with a code of its own. */
  readonly failed: string
  readonly code: string
}

export const installPackages: NpmStep = {
  args: ['install', '--no-audit', '--no-fund'],
  title: 'Installing packages',
  done: 'Packages installed',
  failed: 'npm install failed',
  code: 'ERR_INSTALL_FAILED',
}

/**
 * @param goOn what is done already, and how to go on by hand
 * @throws {UserError} the code of the step, with what npm printed; `ERR_NPM_NOT_FOUND`
 * @throws {Stopped} at Ctrl-C
 */
export async function runStep(
  { args, title, done, failed, code }: NpmStep,
  cwd: string,
  goOn: string,
  { output, signal }: Surroundings,
): Promise<void> {
  const run = await runNpm(args, { cwd, title, output, signal })
  if (signal.aborted) throw new Stopped(goOn)
  if (run.code !== 0)
    throw new UserError(code, `${run.output.trimEnd()}\n\n${failed}; what it printed is above. ${goOn}`)
  output.write(`${done} in ${run.seconds} s.\n`)
}

/** What a run of npm printed, and how long it took. */
interface NpmRun {
  readonly code: number | null
  /** Of stdout and stderr, as they came. */
  readonly output: string
  readonly seconds: number
}

interface NpmOptions {
  readonly cwd: string
  /** What is being done: `Installing packages`. */
  readonly title: string
  /** Where it says so, with the seconds that it has taken. */
  readonly output: NodeJS.WriteStream
  /** Ends npm. */
  readonly signal: AbortSignal
}

/**
 * Runs npm to its end.
 *
 * @throws {UserError} `ERR_NPM_NOT_FOUND`
 */
async function runNpm(args: readonly string[], options: NpmOptions): Promise<NpmRun> {
  const started = performance.now()
  const seconds = () => Math.round((performance.now() - started) / 1000)
  const progress = createProgress(options.output)
  if (!options.output.isTTY) progress.step(`${options.title} ...`)
  const show = () => progress.show(`${options.title} ... ${seconds()} s`)
  show()
  const timer = setInterval(show, 1000)
  try {
    return { ...(await spawnNpm(args, options)), seconds: seconds() }
  } finally {
    clearInterval(timer)
    progress.clear()
  }
}

function spawnNpm(args: readonly string[], { cwd, signal }: NpmOptions): Promise<Omit<NpmRun, 'seconds'>> {
  const isWindows = process.platform === 'win32'
  // npm.cmd can only be started by a shell. The arguments are ours.
  const child = spawn('npm', [...args], { cwd, shell: isWindows, stdio: ['ignore', 'pipe', 'pipe'], signal })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  const { promise, resolve, reject } = Promise.withResolvers<Omit<NpmRun, 'seconds'>>()
  child.once('error', (error: NodeJS.ErrnoException) => {
    if (error.name === 'AbortError') return
    reject(error.code === 'ENOENT' ? notFound() : error)
  })
  child.once('close', (code) => resolve({ code, output }))
  return promise
}

function notFound(): UserError {
  return new UserError(
    'ERR_NPM_NOT_FOUND',
    'npm was not found in PATH. It comes with Node.js: https://nodejs.org. To go on without it, use --no-install and install the packages with the package manager that you have.',
  )
}

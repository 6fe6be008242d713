import { spawn } from 'node:child_process'
import { createProgress } from '../plugin/system/terminal.ts'
import { UserError } from '../plugin/user-error.ts'

/** What a run of npm printed, and how long it took. */
export interface NpmRun {
  readonly code: number | null
  /** Of stdout and stderr, as they came. */
  readonly output: string
  readonly seconds: number
}

export interface NpmOptions {
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
export async function runNpm(args: readonly string[], options: NpmOptions): Promise<NpmRun> {
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

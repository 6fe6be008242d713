import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { PortTakenError } from '../system/listen.ts'
import { UserError } from '../user-error.ts'
import { stateFolderName } from './private-folder.ts'
import { findRun, type RunState } from './run-state.ts'

/** An error of the start; where another local run has the port, it says which one and how to stop it. */
export async function explainTakenPort(error: unknown): Promise<unknown> {
  if (!(error instanceof PortTakenError)) return error
  const owner = await findRunOnPort(error.port).catch(() => undefined)
  if (!owner) return error
  const { run, dir } = owner
  return new UserError(
    error.code,
    `Port ${error.port} is in use by another local run: ${run.service ?? 'a service'} in ${dir}. ` +
      `Stop it with Ctrl-C in its terminal (or: kill ${run.pid}), or ${error.fix}`,
    { cause: error },
  )
}

interface Owner {
  readonly run: RunState
  readonly dir: string
}

/** Only processes of this user are looked at, and only what a run has written about itself counts. */
async function findRunOnPort(port: number): Promise<Owner | undefined> {
  const places = process.platform === 'linux' ? await placesByProc() : await placesByLsof(port)
  for (const { pid, dir, stateDir } of places) {
    const run = await findRun(stateDir)
    if (run?.pid === pid && portsOf(run).includes(port)) return { run, dir }
  }
  return undefined
}

function portsOf({ apiUrl, consoleUrl, invoke }: RunState): number[] {
  return [apiUrl, consoleUrl, invoke?.url].flatMap((url) => (url ? [Number(new URL(url).port)] : []))
}

interface Place {
  readonly pid: number
  readonly dir: string
  readonly stateDir: string
}

/** The working folder of every process, and its `--state`. Source: proc(5). */
async function placesByProc(): Promise<Place[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const places = await Promise.all(pids.map((pid) => placeOf(pid).catch(() => [])))
  return places.flat()
}

async function placeOf(pid: string): Promise<Place[]> {
  const [dir, commandLine] = await Promise.all([
    readlink(join('/proc', pid, 'cwd')),
    readFile(join('/proc', pid, 'cmdline'), 'utf8'),
  ])
  const words = commandLine.split('\0')
  if (!words.some((word) => ['local', 'offline'].includes(word))) return []
  const named = words.includes('--state') ? words[words.indexOf('--state') + 1] : undefined
  return [{ pid: Number(pid), dir, stateDir: resolve(dir, named ?? stateFolderName) }]
}

/** macOS has no proc(5), but always lsof(8): the process that listens, then its working folder. */
async function placesByLsof(port: number): Promise<Place[]> {
  const run = promisify(execFile)
  const listening = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], { timeout: 2_000 })
  const pids = listening.stdout.split('\n').filter(Boolean)
  const places = pids.map(async (pid) => {
    const { stdout } = await run('lsof', ['-a', '-p', pid, '-d', 'cwd', '-Fn'], { timeout: 2_000 })
    const [, dir] = /^n(.+)$/m.exec(stdout) ?? []
    return dir === undefined ? [] : [{ pid: Number(pid), dir, stateDir: join(dir, stateFolderName) }]
  })
  return (await Promise.all(places)).flat()
}

import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'

/** Sees to it that no instance outlives the local run, however that ends. */
export interface ProcessReaper {
  /** 16 hex digits; whatever has them in its environment ends with the local run. */
  readonly runId: string
  /** From now on this process, and all that it starts, ends with the local run. */
  watch(pid: number): void
  /** The process has ended: its number may become another's. */
  forget(pid: number): void
  /** For when no instance is left. */
  close(): void
}

/**
 * Each line names what lives now: process groups, and the process that builds. The end of the input is the end of the local run, be it
 * by `kill -9`. What left its group is found by the run's id in its environment, where there is a /proc. The signals of a terminal are
 * for the local run to answer, so they are not heeded here.
 */
const script = `trap '' HUP INT TERM
while read -r line; do living=$line; done
for entry in $living; do
  case $entry in
    build=*) case $(ps -o args= -p "\${entry#build=}") in *--service=*) kill -9 "\${entry#build=}";; esac;;
    *) kill -9 "-$entry";;
  esac
done
for round in 1 2 3; do
  for file in $(grep -laF "$1" /proc/[0-9]*/environ); do pid=\${file#/proc/}; kill -9 "\${pid%/environ}"; done
done`

/**
 * Starts a shell that outlives this process by a moment, to end its instances: one in an endless loop never notices on
 * its own that nobody is left.
 */
export function startProcessReaper(): ProcessReaper {
  const runId = randomBytes(8).toString('hex')
  const shell = spawn('/bin/sh', ['-c', script, 'claimcheck-reaper', runId], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
  })
  const pids = new Set<number>()
  let build = ''
  let isClosed = false
  shell.unref()
  // Without a shell, an instance still ends on its own once it is idle.
  shell.on('error', () => {})
  shell.stdin.on('error', () => {})
  const tell = () => isClosed || shell.stdin.write(`${[...pids].join(' ')} ${build}\n`)
  void findBuildProcess().then((pid) => {
    if (pid !== undefined) build = `build=${pid}`
    tell()
  })
  return {
    runId,
    watch(pid) {
      pids.add(pid)
      tell()
    },
    forget(pid) {
      pids.delete(pid)
      tell()
    },
    close() {
      isClosed = true
      // esbuild's process is this whole process's, and goes on for what else builds here.
      shell.stdin.end('\n')
    },
  }
}

/** esbuild's own process: it should end when its input does, but has been seen alive long after a `kill -9` of this one. */
async function findBuildProcess(): Promise<string | undefined> {
  const list = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']).catch(() => undefined)
  const rows = list?.stdout.split('\n').map((row) => row.trim().split(/\s+/)) ?? []
  return rows.find(([, parent, ...args]) => Number(parent) === process.pid && isBuildProcess(args))?.[0]
}

function isBuildProcess(args: readonly string[]): boolean {
  return args.some((arg) => arg.startsWith('--service='))
}

import { spawn } from 'node:child_process'

/** Sees to it that no instance outlives the local run, however that ends. */
export interface ProcessReaper {
  /** From now on this process, and all that it starts, ends with the local run. */
  watch(pid: number): void
  /** The process has ended: its number may become another's. */
  forget(pid: number): void
  /** For when no instance is left. */
  close(): void
}

/**
 * Each line names the process groups that live now; the end of the input is the end of the local run, be it by `kill -9`. The signals
 * of a terminal are for the local run to answer, so they are not heeded here.
 */
const script = `trap '' HUP INT TERM
while read -r line; do groups=$line; done
for group in $groups; do kill -9 "-$group"; done`

/**
 * Starts a shell that outlives this process by a moment, to end its instances: one in an endless loop never notices on
 * its own that nobody is left.
 */
export function startProcessReaper(): ProcessReaper {
  const shell = spawn('/bin/sh', ['-c', script], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
  })
  const pids = new Set<number>()
  shell.unref()
  // Without a shell, an instance still ends on its own once it is idle.
  shell.on('error', () => {})
  shell.stdin.on('error', () => {})
  const tell = () => shell.stdin.write(`${[...pids].join(' ')}\n`)
  return {
    watch(pid) {
      pids.add(pid)
      tell()
    },
    forget(pid) {
      pids.delete(pid)
      tell()
    },
    close: () => shell.stdin.end(),
  }
}

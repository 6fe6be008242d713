import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import type { Duplex, Readable } from 'node:stream'
import { withUsualUmask } from '../../../system/umask.ts'
import { channelFd } from '../channel.ts'

export interface SpawnNodeOptions {
  /** The compiled `worker/main.ts`. */
  readonly workerFile: string
  /** The whole of it: nothing of this process's own is added. */
  readonly environment: Readonly<Record<string, string>>
  /** Where it runs. */
  readonly dir: string
  /** Bounds V8's heap. */
  readonly memoryMb: number
  /** Further options of Node's own. */
  readonly nodeOptions: readonly string[]
}

export interface SpawnedNode {
  readonly child: ChildProcess
  readonly stdout: Readable
  readonly stderr: Readable
  readonly channel: Duplex
}

/** A group of its own: a terminal's Ctrl-C is for the local run alone, and the end of the group is that of its children too. */
export function spawnNode({
  workerFile,
  environment,
  dir,
  memoryMb,
  nodeOptions,
}: SpawnNodeOptions): SpawnedNode {
  const stdio: ('ignore' | 'pipe')[] = ['ignore', 'pipe', 'pipe']
  stdio[channelFd] = 'pipe'
  const flags = ['--enable-source-maps', `--max-old-space-size=${memoryMb}`, ...nodeOptions]
  const child = withUsualUmask(() =>
    spawn(process.execPath, [...flags, workerFile], { cwd: dir, env: environment, stdio, detached: true }),
  )
  const [, stdout, stderr, channel] = child.stdio as unknown as [null, Readable, Readable, Duplex]
  return { child, stdout, stderr, channel }
}

/** Ends a process and what it has started in its group, at once. */
export function killGroup(pid: number): void {
  killProcess(-pid)
}

/** @param pid negative for a group */
export function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

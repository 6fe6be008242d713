import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import type { Duplex, Readable } from 'node:stream'
import { channelFd, eventLine, readMessageLine } from './channel.ts'
import { keepOutCrashReport } from './crash-report.ts'
import type { Guard } from './guard.ts'
import { describeEnd, describeLostChannel, describeOutOfMemory } from './process-failure.ts'
import { splitLines } from './split-lines.ts'
import { watchMemory } from './watch-memory.ts'
import { describeFailure } from './worker-failure.ts'
import type { WorkerEvent, WorkerFailure, WorkerMessage, WorkerSettings } from './worker-messages.ts'

export interface StartProcessOptions extends WorkerSettings {
  /** The compiled `worker-entry.ts`. */
  readonly workerFile: string
  readonly environment: Readonly<Record<string, string>>
  /** Where it runs. */
  readonly dir: string
  readonly memoryMb: number
  readonly guard: Guard
  readonly log: (line: string) => void
  /** Whether it has had anything to do since this was asked last. */
  readonly wasUsed: () => boolean
  readonly onMessage: (message: Exclude<WorkerMessage, { kind: 'uncaught' }>) => void
  /** It takes no more events: it has ended, or is being ended for the memory that it uses. */
  readonly onEnding: () => void
  /** Called once, when all that it wrote before its end has been passed on. */
  readonly onEnd: (why: WorkerFailure) => void
}

/** The operating system's side of an instance. */
export interface InstanceProcess {
  send(event: WorkerEvent): void
  /** Ends it and whatever it has started, at once; settles when it has ended. */
  kill(): Promise<void>
}

/** Starts a process that sees the given environment and nothing of this process's own, and which cannot outlive this one. */
export function startProcess(options: StartProcessOptions): InstanceProcess {
  const { guard, memoryMb, log, onEnding } = options
  const child = spawnNode(options)
  const { pid } = child
  const [, stdout, stderr, channel] = child.stdio as unknown as [null, Readable, Readable, Duplex]
  const ended = Promise.withResolvers<void>()
  const crash = keepOutCrashReport(log)
  let why: WorkerFailure | undefined

  function killFor(failure: WorkerFailure): void {
    why ??= failure
    onEnding()
    killGroup(pid)
  }

  function take(line: string): void {
    const message = readMessage(line)
    if (!message) killFor(describeLostChannel())
    else if (message.kind === 'uncaught') why ??= message.failure
    else options.onMessage(message)
  }

  splitLines(stdout, log)
  splitLines(stderr, crash.take)
  splitLines(channel, take)
  // A process that has just ended cannot be written to; its end is told below.
  channel.on('error', () => {})
  // Its channel closes before it ends, or without its end: then the function has closed it.
  channel.on('close', () => setTimeout(() => killFor(describeLostChannel()), lostChannelMs).unref())
  child.on('error', (error) => {
    onEnding()
    ended.resolve()
    options.onEnd(describeFailure(error))
  })
  if (pid === undefined) return { send() {}, kill: () => ended.promise }

  guard.watch(pid)
  const stopWatching = watchMemory({
    pid,
    memoryMb,
    wasUsed: options.wasUsed,
    onExceeded: () => killFor(describeOutOfMemory(memoryMb)),
  })
  child.on('exit', () => {
    onEnding()
    stopWatching()
    // What it has started ends with it, as the whole of Lambda's sandbox does.
    killGroup(pid)
    guard.forget(pid)
    ended.resolve()
  })
  child.on('close', (code, signal) => {
    if (crash.isOutOfMemory()) why ??= describeOutOfMemory(memoryMb)
    options.onEnd(why ?? describeEnd({ code, signal }))
  })
  channel.write(`${JSON.stringify(settingsOf(options))}\n`)

  return {
    send: (event) => channel.write(eventLine(event)),
    kill() {
      killGroup(pid)
      return ended.promise
    },
  }
}

/** How long a process may take to end once its channel has closed. */
const lostChannelMs = 500

/** A group of its own: a terminal's Ctrl-C is for the local run alone, and the end of the group is that of its children too. */
function spawnNode({ workerFile, environment, dir, memoryMb }: StartProcessOptions): ChildProcess {
  const stdio: ('ignore' | 'pipe')[] = ['ignore', 'pipe', 'pipe']
  stdio[channelFd] = 'pipe'
  return spawn(process.execPath, ['--enable-source-maps', `--max-old-space-size=${memoryMb}`, workerFile], {
    cwd: dir,
    env: environment,
    stdio,
    detached: true,
  })
}

function settingsOf(options: WorkerSettings): WorkerSettings {
  const { bundleFile, handler, exportPath, runtime, invokedFunctionArn } = options
  return { bundleFile, handler, exportPath, runtime, invokedFunctionArn }
}

function readMessage(line: string): WorkerMessage | undefined {
  try {
    return readMessageLine(line)
  } catch {
    return undefined
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

import { eventLine, readMessageLine } from '../channel.ts'
import { describeFailure } from '../failure.ts'
import { maxResponseBytes } from '../response-limit.ts'
import { cutLogLine, maxLogLineBytes, splitLines } from '../split-lines.ts'
import type { WorkerEvent, WorkerFailure, WorkerMessage, WorkerSettings } from '../worker-messages.ts'
import { keepOutCrashReport } from './crash-report.ts'
import { describeEnd, describeLostChannel, describeOutOfMemory } from './process-failure.ts'
import type { ProcessReaper } from './process-reaper.ts'
import type { SpawnNodeOptions } from './spawn-node.ts'
import { killGroup, spawnNode } from './spawn-node.ts'
import { watchMemory } from './watch-memory.ts'

/** What an instance has to be told of. */
export type InstanceMessage = Exclude<WorkerMessage, { kind: 'uncaught' }>

export interface StartProcessOptions extends WorkerSettings, SpawnNodeOptions {
  readonly reaper: ProcessReaper
  readonly log: (line: string) => void
  /** Whether it has had anything to do since this was asked last. */
  readonly wasUsed: () => boolean
  readonly onMessage: (message: InstanceMessage) => void
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
  const { reaper, memoryMb, log, onEnding } = options
  const { child, stdout, stderr, channel } = spawnNode(options)
  const { pid } = child
  const ended = Promise.withResolvers<void>()
  const crash = keepOutCrashReport(log)
  let why: WorkerFailure | undefined
  let hasEnded = false

  /** Once it has ended, its number may be another's. */
  function kill(): void {
    if (!hasEnded) killGroup(pid)
  }

  function killFor(failure: WorkerFailure): void {
    why ??= failure
    onEnding()
    kill()
  }

  function take(line: string): void {
    const message = readMessageLine(line)
    if (!message) killFor(describeLostChannel())
    else if (message.kind === 'uncaught') why ??= message.failure
    else options.onMessage(message)
  }

  splitLines(stdout, (line) => log(cutLogLine(line)), maxLogLineBytes)
  splitLines(stderr, (line) => crash.take(cutLogLine(line)), maxLogLineBytes)
  splitLines(channel, take, maxMessageLength)
  // A process that has just ended cannot be written to; its end is told below.
  channel.on('error', () => {})
  // Its channel closes before it ends, or without its end: then the function has closed it.
  channel.on('close', () => {
    setTimeout(() => hasEnded || killFor(describeLostChannel()), lostChannelMs).unref()
  })
  child.on('error', (error) => {
    onEnding()
    ended.resolve()
    options.onEnd(describeFailure(error))
  })
  if (pid === undefined) return { send() {}, kill: () => ended.promise }

  reaper.watch(pid)
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
    kill()
    hasEnded = true
    reaper.forget(pid)
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
      kill()
      return ended.promise
    },
  }
}

/** A response of Lambda's limit and what goes before it; a longer one is still seen to be too long. */
const maxMessageLength = maxResponseBytes + 65_536

/** How long a process may take to end once its channel has closed. */
const lostChannelMs = 500

function settingsOf(options: WorkerSettings): WorkerSettings {
  const { bundleFile, handler, exportPath, runtime, invokedFunctionArn, timeoutMs } = options
  return { bundleFile, handler, exportPath, runtime, invokedFunctionArn, timeoutMs }
}

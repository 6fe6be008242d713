import { randomBytes } from 'node:crypto'
import { eventLine, readMessageLine } from '../channel.ts'
import { toFailure } from '../failure.ts'
import { maxResponseBytes } from '../response-limit.ts'
import { cutLogLine, maxLogLineBytes, splitLines } from '../split-lines.ts'
import type { WorkerEvent, WorkerFailure, WorkerMessage, WorkerSettings } from '../worker-messages.ts'
import { keepOutCrashReport } from './crash-report.ts'
import { descendantsOf, processesMarked } from './descendants.ts'
import { exitFailure, lostChannelFailure, outOfMemoryFailure } from './process-failure.ts'
import type { ProcessReaper } from './process-reaper.ts'
import type { SpawnNodeOptions } from './spawn-node.ts'
import { killGroup, killProcess, spawnNode } from './spawn-node.ts'
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
  const logStreamName = createLogStreamName(reaper.runId)
  const environment = { ...options.environment, AWS_LAMBDA_LOG_STREAM_NAME: logStreamName }
  const { child, stdout, stderr, channel } = spawnNode({ ...options, environment })
  const { pid } = child
  const ended = Promise.withResolvers<void>()
  const crash = keepOutCrashReport(log)
  let why: WorkerFailure | undefined
  let hasEnded = false

  /** Once it has ended, its number may be another's. */
  function kill(): void {
    if (hasEnded || pid === undefined) return
    const below = descendantsOf(pid)
    killGroup(pid)
    for (const each of below) killProcess(each)
  }

  function killFor(failure: WorkerFailure): void {
    why ??= failure
    onEnding()
    kill()
  }

  function take(line: string): void {
    const message = readMessageLine(line)
    if (!message) killFor(lostChannelFailure())
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
    setTimeout(() => hasEnded || killFor(lostChannelFailure()), lostChannelMs).unref()
  })
  child.on('error', (error) => {
    onEnding()
    ended.resolve()
    options.onEnd(toFailure(error))
  })
  if (pid === undefined) return { send() {}, kill: () => ended.promise }

  reaper.watch(pid)
  const stopWatching = watchMemory({
    pid,
    memoryMb,
    wasUsed: options.wasUsed,
    onExceeded: () => killFor(outOfMemoryFailure(memoryMb)),
  })
  child.on('exit', () => {
    onEnding()
    stopWatching()
    // What it has started ends with it, as the whole of Lambda's sandbox does.
    killGroup(pid)
    hasEnded = true
    reaper.forget(pid)
    void killMarked(logStreamName).then(ended.resolve)
  })
  child.on('close', (code, signal) => {
    if (crash.isOutOfMemory()) why ??= outOfMemoryFailure(memoryMb)
    options.onEnd(why ?? exitFailure({ code, signal }))
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

/**
 * As Lambda names them, `2026/02/03/[$LATEST]` and 32 hex digits, one of each instance. So it is also the mark by which what an instance
 * has started is found, wherever that has moved to.
 */
function createLogStreamName(runId: string): string {
  const date = new Date().toISOString().slice(0, 10).replaceAll('-', '/')
  return `${date}/[$LATEST]${runId}${randomBytes(8).toString('hex')}`
}

async function killMarked(mark: string): Promise<void> {
  // One that is starting others just now may be one ahead.
  for (let round = 0; round < 3; round += 1) {
    const marked = await processesMarked(mark)
    if (marked.length === 0) return
    for (const pid of marked) killProcess(pid)
  }
}

function settingsOf(options: WorkerSettings): WorkerSettings {
  const { code, places, handler, exportPath, runtime, invokedFunctionArn, timeoutMs, inspectorPort } = options
  return { code, places, handler, exportPath, runtime, invokedFunctionArn, timeoutMs, inspectorPort }
}

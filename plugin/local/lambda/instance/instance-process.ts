import { eventLine, readMessageLine } from '../channel.ts'
import { maxResponseBytes } from '../response-limit.ts'
import { splitLines } from '../split-lines.ts'
import type {
  LoadedFile,
  WorkerEvent,
  WorkerFailure,
  WorkerMessage,
  WorkerSettings,
} from '../worker-messages.ts'
import { keepOutCrashReport } from './crash-report.ts'
import { exitFailure, lostChannelFailure, outOfMemoryFailure } from './process-failure.ts'
import type { ProcessReaper } from './process-reaper.ts'
import type { SpawnNodeOptions } from './spawn-node.ts'
import { spawnNode } from './spawn-node.ts'
import { createLogStreamName, superviseProcess } from './supervise-process.ts'

/** What an instance has to be told of. */
export type InstanceMessage = Exclude<WorkerMessage, { kind: 'uncaught' | 'loaded' }>

/** What the process of an instance tells, whatever its runtime. */
export interface ProcessListener {
  /** Whether it has had anything to do since this was asked last. */
  readonly wasUsed: () => boolean
  readonly onMessage: (message: InstanceMessage) => void
  /** It takes no more events: it has ended, or is being ended for the memory that it uses. */
  readonly onEnding: () => void
  /**
   * Called once, when all that it wrote before its end has been passed on.
   *
   * @param hasBegun false when the event that it was sent last never reached it. @default true
   */
  readonly onEnd: (why: WorkerFailure, hasBegun?: boolean) => void
}

export interface StartProcessOptions extends WorkerSettings, SpawnNodeOptions {
  readonly reaper: ProcessReaper
  readonly log: (line: string) => void
  /** Called with what it has loaded, before it is ready and whenever there is more. */
  readonly onLoaded: (files: readonly LoadedFile[]) => void
}

/** The operating system's side of an instance. */
export interface InstanceProcess {
  send(event: WorkerEvent): void
  /** Ends it and whatever it has started, at once; settles when it has ended. */
  kill(): Promise<void>
}

/**
 * Starts a Node.js process that sees the given environment and nothing of this process's own, and which cannot outlive this one.
 */
export function startProcess(options: StartProcessOptions, listener: ProcessListener): InstanceProcess {
  const { reaper, memoryMb, log } = options
  const logStreamName = createLogStreamName(reaper.runId)
  const environment = { ...options.environment, AWS_LAMBDA_LOG_STREAM_NAME: logStreamName }
  const { channel, ...spawned } = spawnNode({ ...options, environment })
  const crash = keepOutCrashReport(log)
  const supervised = superviseProcess({
    ...spawned,
    ...listener,
    logStreamName,
    reaper,
    memoryMb,
    takeStdout: log,
    takeStderr: crash.take,
    explainEnd: (end) => (crash.isOutOfMemory() ? outOfMemoryFailure(memoryMb) : exitFailure(end, 'node')),
  })

  function take(line: string): void {
    const message = readMessageLine(line)
    if (!message) supervised.killFor(lostChannelFailure())
    else if (message.kind === 'loaded') options.onLoaded(message.files)
    else if (message.kind === 'uncaught') supervised.blame(message.failure)
    else listener.onMessage(message)
  }

  splitLines(channel, take, maxMessageLength)
  // A process that has just ended cannot be written to; its end is told by the supervision.
  channel.on('error', () => {})
  // Its channel closes before it ends, or without its end: then the function has closed it.
  channel.on('close', () => {
    setTimeout(() => supervised.hasEnded() || supervised.killFor(lostChannelFailure()), lostChannelMs).unref()
  })
  if (spawned.child.pid === undefined) return { send() {}, kill: supervised.kill }
  channel.write(`${JSON.stringify(settingsOf(options))}\n`)
  return { send: (event) => channel.write(eventLine(event)), kill: supervised.kill }
}

/** A response of Lambda's limit and what goes before it; a longer one is still seen to be too long. */
const maxMessageLength = maxResponseBytes + 65_536

/** How long a process may take to end once its channel has closed. */
const lostChannelMs = 500

function settingsOf(options: WorkerSettings): WorkerSettings {
  const { code, places, handler, exportPath, runtime, invokedFunctionArn, timeoutMs } = options
  const { compileCache, inspectorPort } = options
  const call = { handler, exportPath, runtime, invokedFunctionArn, timeoutMs }
  return { code, places, ...call, compileCache, inspectorPort }
}

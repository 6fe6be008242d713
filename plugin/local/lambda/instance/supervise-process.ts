import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { toFailure } from '../failure.ts'
import { cutLogLine, maxLogLineBytes, splitLines } from '../split-lines.ts'
import type { WorkerFailure } from '../worker-messages.ts'
import { descendantsOf, processesMarked } from './descendants.ts'
import { outOfMemoryFailure, type ProcessEnd } from './process-failure.ts'
import type { ProcessReaper } from './process-reaper.ts'
import { killGroup, killProcess } from './spawn-node.ts'
import { watchMemory } from './watch-memory.ts'

/** A process with a group of its own, and what it writes. */
export interface SpawnedProcess {
  readonly child: ChildProcess
  readonly stdout: Readable
  readonly stderr: Readable
}

export interface SuperviseProcessOptions extends SpawnedProcess {
  /** In its environment as `AWS_LAMBDA_LOG_STREAM_NAME`. */
  readonly logStreamName: string
  readonly reaper: ProcessReaper
  readonly memoryMb: number
  /** Each gets lines that are cut at CloudWatch's limit. */
  readonly takeStdout: (line: string) => void
  readonly takeStderr: (line: string) => void
  /** Whether it has had anything to do since this was asked last. */
  readonly wasUsed: () => boolean
  /** It takes no more events: it has ended, or is being ended. */
  readonly onEnding: () => void
  /** Called when it ended without a reason known before. */
  readonly explainEnd: (end: ProcessEnd) => WorkerFailure
  /** Called once, when all that it wrote before its end has been passed on. */
  readonly onEnd: (why: WorkerFailure) => void
}

export interface SupervisedProcess {
  hasEnded(): boolean
  /** Notes why it ends; the first reason counts. */
  blame(failure: WorkerFailure): void
  /** Notes why, and ends it. */
  killFor(failure: WorkerFailure): void
  /** Ends it and whatever it has started, at once; settles when it has ended. */
  kill(): Promise<void>
}

/**
 * What every instance's process gets, whatever its runtime: a log, a limit of memory, an end that takes all it has started with it,
 * and none that outlives the local run.
 */
export function superviseProcess(options: SuperviseProcessOptions): SupervisedProcess {
  const { child, reaper, memoryMb, onEnding } = options
  const { pid } = child
  const ended = Promise.withResolvers<void>()
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

  splitLines(options.stdout, (line) => options.takeStdout(cutLogLine(line)), maxLogLineBytes)
  splitLines(options.stderr, (line) => options.takeStderr(cutLogLine(line)), maxLogLineBytes)
  child.on('error', (error) => {
    onEnding()
    ended.resolve()
    options.onEnd(toFailure(error))
  })
  if (pid !== undefined) {
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
      void killMarked(options.logStreamName).then(ended.resolve)
    })
    child.on('close', (code, signal) => options.onEnd(why ?? options.explainEnd({ code, signal })))
  }

  return {
    hasEnded: () => hasEnded,
    blame(failure) {
      why ??= failure
    },
    killFor,
    kill() {
      kill()
      return ended.promise
    },
  }
}

/**
 * As Lambda names them, `2026/02/03/[$LATEST]` and 32 hex digits, one of each instance. So it is also the mark by which what an instance
 * has started is found, wherever that has moved to.
 */
export function createLogStreamName(runId: string): string {
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

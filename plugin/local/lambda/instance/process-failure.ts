import type { WorkerFailure } from '../worker-messages.ts'

/** How a process ended. */
export interface ProcessEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** Why a process that used too much memory has ended. */
export function outOfMemoryFailure(memoryMb: number): WorkerFailure {
  const errorMessage = `the function used more than its memorySize of ${memoryMb} MB and was ended`
  return { errorType: 'Runtime.OutOfMemory', errorMessage, stack: undefined }
}

/**
 * Why a process ended without being told to.
 *
 * @param runtime Node.js has reasons of its own to end, which its processes may have.
 */
export function exitFailure({ code, signal }: ProcessEnd, runtime?: 'node'): WorkerFailure {
  const { hints, cleanEnd = '' } = runtime === 'node' ? nodeEnds : otherEnds
  const errorMessage =
    signal === null
      ? `the function ended its own process with code ${code}${code === 0 ? cleanEnd : ''}`
      : `the function's process was ended by the signal ${signal}${hints[signal] ?? ''}`
  return { errorType: 'Runtime.ExitError', errorMessage, stack: undefined }
}

interface EndHints {
  readonly hints: Partial<Record<NodeJS.Signals, string>>
  readonly cleanEnd?: string
}

const otherEnds: EndHints = {
  hints: { SIGKILL: ', which the system also sends when the whole machine is out of memory' },
}

const nodeEnds: EndHints = {
  hints: { ...otherEnds.hints, SIGABRT: ', which process.abort() sends' },
  cleanEnd: ', or waits for something that can no longer come',
}

/** Why a process that never finished loading was ended. */
export function lateInitFailure(initTimeoutMs: number): WorkerFailure {
  const errorMessage = `the module did not finish loading within ${initTimeoutMs} ms`
  return { errorType: 'Runtime.InitTimeout', errorMessage, stack: undefined }
}

/** Why a process was ended with which nobody can talk any more. */
export function lostChannelFailure(): WorkerFailure {
  const errorMessage =
    'the function wrote into, or closed, file descriptor 3, by which its runtime gets its events'
  return { errorType: 'Runtime.ExitError', errorMessage, stack: undefined }
}

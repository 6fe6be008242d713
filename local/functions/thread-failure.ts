import { describeFailure } from './worker-failure.ts'
import type { WorkerFailure } from './worker-messages.ts'

/** Why a thread died of an error that nobody caught. */
export function describeThreadError(error: unknown, memoryMb: number): WorkerFailure {
  if (
    typeof error === 'object' &&
    error !== null &&
    Reflect.get(error, 'code') === 'ERR_WORKER_OUT_OF_MEMORY'
  ) {
    return describeOutOfMemory(memoryMb)
  }
  return describeFailure(error)
}

/** Why a thread that used too much memory was ended. */
export function describeOutOfMemory(memoryMb: number): WorkerFailure {
  const errorMessage = `the function used more than its memorySize of ${memoryMb} MB and was ended`
  return { errorType: 'Runtime.OutOfMemory', errorMessage, stack: undefined }
}

/** Why a thread ended without being told to. */
export function describeExit(code: number): WorkerFailure {
  const why = code === 0 ? ', or waits for something that can no longer come' : ''
  const errorMessage = `the function ended its own process with code ${code}${why}`
  return { errorType: 'Runtime.ExitError', errorMessage, stack: undefined }
}

/** Why a thread that never finished loading was ended. */
export function describeLateInit(initTimeoutMs: number): WorkerFailure {
  const errorMessage = `the module did not finish loading within ${initTimeoutMs} ms`
  return { errorType: 'Runtime.InitTimeout', errorMessage, stack: undefined }
}

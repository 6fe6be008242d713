import { parentPort } from 'node:worker_threads'

let whenEmpty: (() => void) | undefined

/**
 * Lets go of the thread's port while an event runs, so that the event loop runs empty when the function has nothing left
 * to wait for, as Lambda's does.
 *
 * @param onEmpty keeps the thread alive and is called then; without it the thread ends.
 */
export function letLoopRunEmpty(onEmpty?: () => void): void {
  whenEmpty = onEmpty
  parentPort?.unref()
}

/** Keeps the thread alive again, for the next event. */
export function holdLoop(): void {
  whenEmpty = undefined
  parentPort?.ref()
}

process.on('beforeExit', () => {
  const tell = whenEmpty
  if (!tell) return
  holdLoop()
  tell()
})

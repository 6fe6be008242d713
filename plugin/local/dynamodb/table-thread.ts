import { Worker } from 'node:worker_threads'

/**
 * Starts the thread of the embedded table, which then waits for what `startTables` sends it. Begun first, it loads its code while this
 * thread loads the rest. It does not keep the process alive by itself.
 */
export function startTableThread(): Worker {
  const thread = new Worker(new URL('./table-worker.ts', import.meta.url))
  thread.unref()
  return thread
}

import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { findHandler } from './find-handler.ts'
import { runHandler } from './run-handler.ts'
import { describeFailure } from './worker-failure.ts'
import type { WorkerEvent, WorkerMessage, WorkerSettings } from './worker-messages.ts'

/** The code of one instance: loads the handler once, then answers one event after the other. */
function startWorker(settings: WorkerSettings): void {
  try {
    const handler = loadHandler(settings)
    parentPort?.on('message', async (event: WorkerEvent) => send(await runHandler(handler, event, settings)))
    send({ kind: 'ready', takesCallback: handler.length >= 3 })
  } catch (error) {
    send({ kind: 'init-failed', failure: describeFailure(error) })
  }
}

function loadHandler({ bundleFile, exportPath, handler }: WorkerSettings) {
  const require = createRequire(bundleFile)
  return findHandler(require(bundleFile), exportPath, handler)
}

function send(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}

startWorker(workerData)

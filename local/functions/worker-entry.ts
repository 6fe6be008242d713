import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { findHandler, type Handler } from './find-handler.ts'
import { takesCallbacks } from './node-runtime.ts'
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

/** @throws {Error} when the module cannot be loaded, or its handler is none that the runtime takes. */
function loadHandler({ bundleFile, exportPath, handler, runtime }: WorkerSettings): Handler {
  const require = createRequire(bundleFile)
  const found = findHandler(require(bundleFile), exportPath, handler)
  if (found.length < 3 || takesCallbacks(runtime)) return found
  throw new CallbackHandlerDeprecated(handler, runtime)
}

/** As Lambda calls it. */
class CallbackHandlerDeprecated extends Error {
  override readonly name = 'Runtime.CallbackHandlerDeprecated'

  constructor(handler: string, runtime: string) {
    super(
      `${handler} declares a callback (three parameters), which Lambda refuses from nodejs24.x on; this function's runtime is ${runtime}. ` +
        'Make it async and return the answer, or choose an older runtime.',
    )
  }
}

function send(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}

startWorker(workerData)

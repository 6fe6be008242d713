import { createRequire } from 'node:module'
import { Socket } from 'node:net'
import { findHandler, type Handler } from '../../../handlers/find-handler.ts'
import { takesCallbacks } from '../../../handlers/node-runtime.ts'
import { channelFd, messageLine, readEventLine } from '../channel.ts'
import { systemClock } from '../clock.ts'
import { toFailure } from '../failure.ts'
import { createEventQueue } from '../instance/prefetch.ts'
import { splitLines } from '../split-lines.ts'
import type { WorkerMessage, WorkerSettings } from '../worker-messages.ts'
import { holdLoopBy } from './event-loop.ts'
import { runEvent } from './run-event.ts'

const channel = new Socket({ fd: channelFd })

/** The code of one instance: the first line loads the handler, and each one after it is an event to answer. */
function startWorker(): void {
  let onLine = (settings: string) => {
    onLine = load(JSON.parse(settings))
  }
  holdLoopBy(channel)
  splitLines(channel, (line) => onLine(line))
  // The local run has ended: nobody is left to answer to, and no `process.on('exit')` of a function may hold this up.
  channel.on('close', () => process.kill(process.pid, 'SIGKILL'))
  channel.on('error', () => {})
  process.on('uncaughtException', die)
  process.on('unhandledRejection', die)
}

function load(settings: WorkerSettings): (line: string) => void {
  try {
    const handler = loadHandler(settings)
    void send({ kind: 'ready', takesCallback: handler.length >= 3 })
    const queue = createEventQueue({
      run: async (event) => send(await runEvent(handler, event, settings)),
      requeue: (events) =>
        void send({ kind: 'requeued', requestIds: events.map(({ requestId }) => requestId) }),
      clock: systemClock,
    })
    return (line) => queue.add(readEventLine(line))
  } catch (error) {
    void send({ kind: 'init-failed', failure: toFailure(error) })
    return () => {}
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

/** Settles when the operating system has it: it is delivered then, even if this process dies. */
function send(message: WorkerMessage): Promise<void> {
  return new Promise((resolve) => channel.write(messageLine(message), () => resolve()))
}

/** As Lambda's runtime does, whatever listeners the function has of its own. */
function die(error: unknown): void {
  void send({ kind: 'uncaught', failure: toFailure(error) }).then(() => process.exit(1))
}

startWorker()

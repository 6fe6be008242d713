import { enableCompileCache, flushCompileCache } from 'node:module'
import { Socket } from 'node:net'
import { setTimeout } from 'node:timers'
import { installAwslambda, isStreaming } from '../../../handlers/streaming-handler.ts'
import { channelFd, messageLine, readEventLine } from '../channel.ts'
import { systemClock } from '../clock.ts'
import { toFailure } from '../failure.ts'
import { createEventQueue } from '../instance/prefetch.ts'
import { splitLines } from '../split-lines.ts'
import type { WorkerMessage, WorkerSettings } from '../worker-messages.ts'
import { holdLoopBy } from './event-loop.ts'
import { loadHandler } from './load-handler.ts'
import { takeLoadedFiles } from './loaded-files.ts'
import { installModuleHooks } from './module-hooks.ts'
import { readPathNames } from './path-names.ts'
import { runEvent } from './run-event.ts'

const channel = new Socket({ fd: channelFd })

/** The code of one instance: the first line loads the handler, and each one after it is an event to answer. */
function startWorker(): void {
  let onLine = (settings: string) => {
    onLine = () => {}
    void load(JSON.parse(settings)).then((run) => {
      onLine = run
    })
  }
  holdLoopBy(channel)
  splitLines(channel, (line) => onLine(line))
  // The local run has ended: nobody is left to answer to, and no `process.on('exit')` of a function may hold this up.
  channel.on('close', () => process.kill(process.pid, 'SIGKILL'))
  channel.on('error', () => {})
  process.on('uncaughtException', die)
  process.on('unhandledRejection', die)
}

/** @returns what runs an event. None comes before the handler is known to be loaded. */
async function load(settings: WorkerSettings): Promise<(line: string) => void> {
  try {
    if (settings.inspectorPort !== undefined) {
      const { openInspector } = await import('./inspect.ts')
      await openInspector(settings.inspectorPort)
    }
    keepCompiledCode(settings.compileCache)
    installModuleHooks(settings.code, settings.places)
    installAwslambda(process.env)
    const handler = await loadHandler(settings)
    const queue = createEventQueue({
      run: async (event) => {
        await send(await runEvent(handler, event, settings))
        reportLoaded()
      },
      requeue: (events) =>
        void send({ kind: 'requeued', requestIds: events.map(({ requestId }) => requestId) }),
      clock: systemClock,
    })
    reportLoaded()
    const takesCallback = handler.length >= 3 && !isStreaming(handler)
    void send({ kind: 'ready', takesCallback, pathNames: readPathNames(handler) })
    return (line) => queue.add(readEventLine(line))
  } catch (error) {
    reportLoaded()
    void send({ kind: 'init-failed', failure: toFailure(error) })
    return () => {}
  }
}

/** Packages take a third less time to load in the next process. This one is killed at its end, so it writes before that. */
function keepCompiledCode(folder: string | undefined): void {
  if (folder === undefined) return
  enableCompileCache(folder)
  setTimeout(flushCompileCache, flushAfterMs).unref()
}

const flushAfterMs = 1_000

/** A module may be loaded by an event, too. */
function reportLoaded(): void {
  const files = takeLoadedFiles()
  if (files.length > 0) void send({ kind: 'loaded', files })
}

/** Settles when the operating system has it: it is delivered then, even if this process dies. */
function send(message: WorkerMessage): Promise<void> {
  return new Promise((resolve) => channel.write(messageLine(message), () => resolve()))
}

/** As Lambda's runtime does, whatever listeners the function has of its own. */
function die(error: unknown): void {
  reportLoaded()
  void send({ kind: 'uncaught', failure: toFailure(error) }).then(() => process.exit(1))
}

startWorker()

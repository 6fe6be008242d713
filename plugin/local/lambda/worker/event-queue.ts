import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers'
import type { WorkerEvent } from '../worker-messages.ts'

export interface EventQueueOptions {
  /** Runs one event and sends its answer; settles when the operating system has the answer. Never rejects. */
  readonly run: (event: WorkerEvent) => Promise<void>
  /** Tells which are given back, not begun. */
  readonly requeue: (events: readonly WorkerEvent[]) => void
}

export interface EventQueue {
  add(event: WorkerEvent): void
}

/** An event that takes longer than this is not quick, and others had better not wait behind it. */
const patienceMs = 5

/**
 * Runs the events of an instance one after the other. Those that have come ahead of their turn are given back as soon as the one in
 * front takes long, so that another instance can run them.
 */
export function createEventQueue({ run, requeue }: EventQueueOptions): EventQueue {
  const events: WorkerEvent[] = []
  let timer: NodeJS.Timeout | undefined
  let runsSinceMs: number | undefined

  async function runAll(): Promise<void> {
    for (let event = events.shift(); event !== undefined; event = events.shift()) {
      runsSinceMs = performance.now()
      await run(event)
    }
    runsSinceMs = undefined
  }

  function handBackIfSlow(): void {
    timer = undefined
    if (runsSinceMs === undefined || events.length === 0) return
    const leftMs = runsSinceMs + patienceMs - performance.now()
    // Not counted as something that the function waits for.
    if (leftMs > 0) timer = setTimeout(handBackIfSlow, leftMs).unref()
    else requeue(events.splice(0))
  }

  return {
    add(event) {
      events.push(event)
      if (runsSinceMs === undefined) void runAll()
      else if (!timer) handBackIfSlow()
    },
  }
}

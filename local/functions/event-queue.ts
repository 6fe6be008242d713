import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers'

export interface EventQueueOptions {
  /** Runs one event and sends its answer; settles when the operating system has the answer. Never rejects. */
  readonly run: (line: string) => Promise<void>
  /** Tells that the last so many are given back, not begun. */
  readonly handBack: (count: number) => void
}

export interface EventQueue {
  add(line: string): void
}

/** An event that takes longer than this is not quick, and others had better not wait behind it. */
const patienceMs = 5

/**
 * Runs the events of an instance one after the other. Those that have come ahead of their turn are given back as soon as the one in
 * front takes long, so that another instance can run them.
 */
export function createEventQueue({ run, handBack }: EventQueueOptions): EventQueue {
  const lines: string[] = []
  let timer: NodeJS.Timeout | undefined
  let runsSinceMs: number | undefined

  async function runAll(): Promise<void> {
    for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
      runsSinceMs = performance.now()
      await run(line)
    }
    runsSinceMs = undefined
  }

  function handBackIfSlow(): void {
    timer = undefined
    if (runsSinceMs === undefined || lines.length === 0) return
    const leftMs = runsSinceMs + patienceMs - performance.now()
    // Not counted as something that the function waits for.
    if (leftMs > 0) timer = setTimeout(handBackIfSlow, leftMs).unref()
    else handBack(lines.splice(0).length)
  }

  return {
    add(line) {
      lines.push(line)
      if (runsSinceMs === undefined) void runAll()
      else if (!timer) handBackIfSlow()
    },
  }
}

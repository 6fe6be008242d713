import type { Clock } from '../clock.ts'
import type { Instance } from '../instance/instance.ts'

export interface IdleInstancesOptions {
  /** How long an instance may be idle before it is ended; the one used last is kept. */
  readonly maxIdleMs: number
  /** Called with each instance that is not to be used again. */
  readonly clock: Clock
  readonly onGone: (instance: Instance) => void
}

/** The warm instances that have nothing to do. */
export interface IdleInstances {
  add(instance: Instance): void
  /** The one used last, which is the warmest; those that died meanwhile are dropped. */
  take(): Instance | undefined
  endAll(): void
}

interface Idle {
  readonly instance: Instance
  readonly sinceMs: number
}

export function createIdleInstances({ maxIdleMs, clock, onGone }: IdleInstancesOptions): IdleInstances {
  /** The first has been idle for longest. */
  const idle: Idle[] = []
  let isShrinking = false

  function shrinkLater(): void {
    if (isShrinking || idle.length < 2) return
    isShrinking = true
    clock.after(maxIdleMs, () => {
      isShrinking = false
      const limitMs = clock.nowMs() - maxIdleMs
      while (idle.length > 1 && idle[0] && idle[0].sinceMs <= limitMs) endFirst()
      shrinkLater()
    })
  }

  function endFirst(): void {
    const instance = idle.shift()?.instance
    if (!instance) return
    onGone(instance)
    void instance.end()
  }

  return {
    add(instance) {
      idle.push({ instance, sinceMs: clock.nowMs() })
      shrinkLater()
    },
    take() {
      for (let entry = idle.pop(); entry; entry = idle.pop()) {
        if (entry.instance.isAlive()) return entry.instance
        onGone(entry.instance)
      }
      return undefined
    },
    endAll() {
      while (idle.length > 0) endFirst()
    },
  }
}

import type { InitOutcome, Instance, InstanceEvent, InstanceOutcome } from './instance.ts'

export interface CreatePoolOptions {
  readonly startInstance: () => Instance
  /** Most instances at one time. */
  readonly maxInstances: number
  /** Most events that wait for an instance; more are throttled at once. */
  readonly maxWaiting: number
  /** How long an event waits before it is throttled. */
  readonly maxWaitMs: number
  /** How long an event waits for a busy instance before one more is started for it; 0 starts it at once. */
  readonly patienceMs: number
  /** How long an instance may be idle before it is ended; the one used last is kept. */
  readonly maxIdleMs: number
}

export type PoolOutcome =
  | InstanceOutcome
  | Extract<InitOutcome, { kind: 'init-failed' }>
  | { readonly kind: 'throttled' }

/** The instances of one version of one function. */
export interface Pool {
  /** Starts the first instance; settles when it has loaded or failed to. */
  warm(): Promise<InitOutcome>
  /** True once any instance has loaded. */
  hasLoaded(): boolean
  invoke(event: InstanceEvent): Promise<PoolOutcome>
  /** Takes no more events from then on; settles when the running ones are answered and every thread has ended. */
  retire(): Promise<void>
  /** Ends every thread at once. */
  end(): Promise<void>
}

interface Idle {
  readonly instance: Instance
  readonly sinceMs: number
}

interface Waiting {
  readonly lend: (lease: Lease) => void
  readonly sinceMs: number
}

type Lease = { readonly instance: Instance } | Extract<PoolOutcome, { kind: 'init-failed' | 'throttled' }>

/** At most so many threads start at a time: a burst of short events is served sooner by waiting than by twenty starts. */
const maxStarting = 2

/**
 * Hands each event to a warm instance, starts more while events wait, reuses them while they live and ends those that are no
 * longer needed, as Lambda does. Above `maxInstances` events wait, where Lambda would go on starting up to the account's limit.
 */
export function createPool(options: CreatePoolOptions): Pool {
  const instances = new Set<Instance>()
  const idle: Idle[] = []
  const waiting: Waiting[] = []
  const retired = Promise.withResolvers<void>()
  let starting = 0
  let loadedOnce = false
  let retiring = false
  let patience: NodeJS.Timeout | undefined
  let shrinking: NodeJS.Timeout | undefined

  async function start(): Promise<InitOutcome> {
    const instance = options.startInstance()
    instances.add(instance)
    starting += 1
    const outcome = await instance.loaded
    starting -= 1
    if (outcome.kind === 'ready') loadedOnce = true
    else failWaiting(outcome)
    release(instance)
    return outcome
  }

  /** Without a living instance nobody else would answer those who wait. */
  function failWaiting(outcome: Extract<InitOutcome, { kind: 'init-failed' }>): void {
    if ([...instances].some((instance) => instance.isAlive())) return
    for (const { lend } of waiting.splice(0)) lend(outcome)
  }

  function startMore(): void {
    const wanted = Math.min(waiting.length, maxStarting) - starting
    const room = options.maxInstances - instances.size
    for (let count = 0; count < Math.min(wanted, room); count += 1) void start()
  }

  /** While events are served within the patience, the instances there are do better than starting others would. */
  function startMoreIfSlow(): void {
    if (instances.size === 0 || options.patienceMs === 0) return startMore()
    if (waiting.length === 0 || instances.size >= options.maxInstances) return
    patience ??= setTimeout(() => {
      patience = undefined
      const [first] = waiting
      if (first && performance.now() - first.sinceMs >= options.patienceMs) startMore()
      startMoreIfSlow()
    }, options.patienceMs)
  }

  function lease(): Promise<Lease> {
    const instance = takeIdle()
    if (instance) return Promise.resolve({ instance })
    if (waiting.length >= options.maxWaiting) return Promise.resolve({ kind: 'throttled' })
    const { promise, resolve } = Promise.withResolvers<Lease>()
    const timer = setTimeout(() => {
      waiting.splice(waiting.indexOf(entry), 1)
      resolve({ kind: 'throttled' })
    }, options.maxWaitMs)
    const lend = (lent: Lease) => {
      clearTimeout(timer)
      resolve(lent)
    }
    const entry = { lend, sinceMs: performance.now() }
    waiting.push(entry)
    startMoreIfSlow()
    return promise
  }

  /** The one used last is the warmest; those that died while idle are dropped. */
  function takeIdle(): Instance | undefined {
    for (let entry = idle.pop(); entry; entry = idle.pop()) {
      if (entry.instance.isAlive()) return entry.instance
      instances.delete(entry.instance)
    }
    return undefined
  }

  function release(instance: Instance): void {
    if (!instance.isAlive()) instances.delete(instance)
    else handOver(instance)
    startMoreIfSlow()
    endIfDone()
  }

  function handOver(instance: Instance): void {
    const next = waiting.shift()
    if (next) return next.lend({ instance })
    idle.push({ instance, sinceMs: performance.now() })
    shrinkLater()
  }

  /** The first in the list has been idle for longest. */
  function shrinkLater(): void {
    if (idle.length < 2) return
    shrinking ??= setTimeout(() => {
      shrinking = undefined
      const limitMs = performance.now() - options.maxIdleMs
      while (idle.length > 1 && (idle[0]?.sinceMs ?? limitMs + 1) <= limitMs) endIdle(idle.shift())
      shrinkLater()
    }, options.maxIdleMs).unref()
  }

  function endIdle(entry: Idle | undefined): void {
    if (!entry) return
    instances.delete(entry.instance)
    void entry.instance.end()
  }

  function endIfDone(): void {
    if (!retiring || waiting.length > 0 || starting > 0) return
    for (const entry of idle.splice(0)) endIdle(entry)
    if (instances.size === 0) retired.resolve()
  }

  return {
    warm: start,
    hasLoaded: () => loadedOnce,
    async invoke(event) {
      const lent = await lease()
      if (!('instance' in lent)) return lent
      const outcome = await lent.instance.invoke(event)
      release(lent.instance)
      return outcome
    },
    retire() {
      retiring = true
      endIfDone()
      return retired.promise
    },
    async end() {
      for (const { lend } of waiting.splice(0)) lend({ kind: 'throttled' })
      await Promise.all([...instances].map((instance) => instance.end()))
    },
  }
}

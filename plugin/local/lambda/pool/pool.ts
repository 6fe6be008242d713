import type { Clock } from '../clock.ts'
import type { InitOutcome, Instance, InstanceEvent } from '../instance/instance.ts'
import type { InstanceOutcome } from '../instance/prefetch.ts'
import { createIdleInstances } from './idle-instances.ts'
import { createWaitQueue } from './wait-queue.ts'

export interface CreatePoolOptions {
  readonly startInstance: () => Instance
  readonly clock: Clock
  /** Most instances at one time. */
  readonly maxInstances: number
  /** Those that functions have: more instances than this are started only while some of them wait for something. */
  readonly processors: number
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
  | Exclude<InstanceOutcome, { kind: 'requeued' }>
  | Extract<InitOutcome, { kind: 'init-failed' }>
  | { readonly kind: 'throttled' }

/** The instances of one version of one function. */
export interface Pool {
  /** Starts the first instance; settles when it has loaded or failed to. */
  warm(): Promise<InitOutcome>
  /** True once any instance has loaded. */
  hasLoaded(): boolean
  invoke(event: InstanceEvent): Promise<PoolOutcome>
  /** Takes no more events from then on; settles when the running ones are answered and every process has ended. */
  retire(): Promise<void>
  /** Ends every process at once. */
  end(): Promise<void>
}

type Settle = (outcome: PoolOutcome) => void

type Turn = { readonly instance: Instance } | Extract<PoolOutcome, { kind: 'init-failed' | 'throttled' }>

/** At most so many processes start at a time: a burst of short events is served sooner by waiting than by twenty starts. */
const maxStarting = 2

/**
 * Hands each event to a warm instance, starts more while events wait, reuses them while they live and ends those that are no
 * longer needed, as Lambda does. Above `maxInstances` events wait, where Lambda would go on starting up to the account's limit.
 */
export function createPool(options: CreatePoolOptions): Pool {
  const { maxInstances, maxIdleMs, maxWaitMs, patienceMs, clock } = options
  const instances = new Set<Instance>()
  const idle = createIdleInstances({ maxIdleMs, clock, onGone: (instance) => instances.delete(instance) })
  const waiting = createWaitQueue<Turn>({ maxWaitMs, whenLate: { kind: 'throttled' }, clock })
  const retired = Promise.withResolvers<void>()
  let starting = 0
  let loadedOnce = false
  let retiring = false
  let isPatient = false
  let hasEnded = false

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
    while (waiting.dequeue(outcome));
  }

  function startMore(): void {
    const wanted = Math.min(waiting.length, maxStarting) - starting
    const computing = [...instances].filter((instance) => instance.isComputing()).length
    const room = computing < options.processors ? maxInstances - instances.size : 0
    for (let count = 0; count < Math.min(wanted, room); count += 1) void start()
  }

  /** While events are served within the patience, the instances there are do better than starting others would. */
  function startMoreIfSlow(): void {
    if (instances.size === 0 || patienceMs === 0) startMore()
    else if (!isPatient && waiting.length > 0 && instances.size < maxInstances) {
      isPatient = true
      clock.after(patienceMs, () => {
        isPatient = false
        if (waiting.firstWaitedMs() >= patienceMs) startMore()
        startMoreIfSlow()
      })
    }
  }

  /** @param isRequeued it comes back from an instance, so it has waited longest */
  function assign(event: InstanceEvent, settle: Settle, isRequeued: boolean): void {
    const instance = idle.take()
    if (instance) run(event, settle, instance)
    else if (hasEnded || (waiting.length >= options.maxWaiting && !isRequeued)) settle({ kind: 'throttled' })
    else {
      const onTurn = (turn: Turn) => ('instance' in turn ? run(event, settle, turn.instance) : settle(turn))
      waiting.enqueue(onTurn, isRequeued)
      startMoreIfSlow()
    }
  }

  function run(event: InstanceEvent, settle: Settle, instance: Instance): void {
    instance.invoke(event, (outcome) => {
      // Before the release: a pool that retires would otherwise think that nobody waits.
      if (outcome.kind === 'requeued') assign(event, settle, true)
      release(instance)
      if (outcome.kind !== 'requeued') settle(outcome)
    })
  }

  function release(instance: Instance): void {
    if (!instance.isAlive()) instances.delete(instance)
    else {
      while (instance.hasRoom() && waiting.dequeue({ instance }));
      if (instance.isIdle()) idle.add(instance)
    }
    startMoreIfSlow()
    endIfDone()
  }

  function endIfDone(): void {
    if (!retiring || waiting.length > 0 || starting > 0) return
    idle.endAll()
    if (instances.size === 0) retired.resolve()
  }

  return {
    warm: start,
    hasLoaded: () => loadedOnce,
    invoke: (event) => new Promise((settle) => assign(event, settle, false)),
    retire() {
      retiring = true
      endIfDone()
      return retired.promise
    },
    async end() {
      hasEnded = true
      while (waiting.dequeue({ kind: 'throttled' }));
      await Promise.all([...instances].map((instance) => instance.end()))
    },
  }
}

import { describe, expect, test } from '@jest/globals'
import type {
  InitOutcome,
  Instance,
  InstanceEvent,
} from '../../../../../../plugin/local/lambda/instance/instance.ts'
import type { InstanceOutcome, Settle } from '../../../../../../plugin/local/lambda/instance/prefetch.ts'
import { type CreatePoolOptions, createPool } from '../../../../../../plugin/local/lambda/pool/pool.ts'
import { manualClock } from '../../../../../support/manual-clock.ts'

/** An instance whose loading and answers the test decides. */
function aPuppet() {
  const loading = Promise.withResolvers<InitOutcome>()
  const inFlight: Settle[] = []
  let alive = true
  let ended = false
  let computing = false
  let roomFor = 1
  const settleFirst = (outcome: InstanceOutcome) => inFlight.shift()?.(outcome)
  const instance: Instance = {
    loaded: loading.promise,
    isAlive: () => alive,
    isIdle: () => inFlight.length === 0,
    isComputing: () => computing,
    hasRoom: () => inFlight.length < roomFor,
    invoke: (_event, settle) => void inFlight.push(settle),
    async end() {
      alive = false
      ended = true
    },
  }
  return {
    instance,
    ready: () => loading.resolve({ kind: 'ready', takesCallback: false, pathNames: [] }),
    failToLoad() {
      alive = false
      loading.resolve({
        kind: 'init-failed',
        failure: { errorType: 'Error', errorMessage: 'x', stack: undefined },
      })
    },
    compute() {
      computing = true
    },
    beQuick() {
      roomFor = 3
    },
    isBusy: () => inFlight.length > 0,
    inFlight: () => inFlight.length,
    isEnded: () => ended,
    answer: (valueText: string) => settleFirst({ kind: 'returned', valueText }),
    die() {
      alive = false
      settleFirst({ kind: 'timed-out' })
    },
    requeue() {
      roomFor = 1
      for (const settle of inFlight.splice(1).toReversed()) settle({ kind: 'requeued' })
    },
  }
}

const event: InstanceEvent = { eventText: '{}', traceId: undefined }
/** Lets everything that is ready to run, run. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

function aPool(limits: Partial<Omit<CreatePoolOptions, 'startInstance' | 'clock'>> = {}) {
  const puppets: ReturnType<typeof aPuppet>[] = []
  const clock = manualClock()
  const pool = createPool({
    clock,
    maxInstances: 10,
    processors: 2,
    maxWaiting: 100,
    maxWaitMs: 10_000,
    patienceMs: 0,
    maxIdleMs: 60_000,
    ...limits,
    startInstance() {
      const puppet = aPuppet()
      puppets.push(puppet)
      return puppet.instance
    },
  })
  return { pool, puppets, clock }
}

describe('a pool', () => {
  test('given a burst, when events wait, then no more than two instances start at a time', async () => {
    const { pool, puppets } = aPool()
    const outcomes = Array.from({ length: 6 }, () => pool.invoke(event))
    expect(puppets).toHaveLength(2)
    puppets[0]?.ready()
    await settle()
    expect(puppets).toHaveLength(3)
    for (let round = 0; round < 6; round += 1) {
      for (const puppet of puppets) puppet.ready()
      await settle()
      for (const puppet of puppets) puppet.answer('1')
      await settle()
    }

    expect(new Set((await Promise.all(outcomes)).map(({ kind }) => kind))).toEqual(new Set(['returned']))
  })

  test.each([
    ['compute', 2],
    ['wait', 3],
  ])(
    'given two processors and two busy instances that %s, when events wait, then there are %d instances',
    async (what, count) => {
      const { pool, puppets } = aPool()
      for (let instance = 0; instance < 2; instance += 1) {
        void pool.invoke(event)
        puppets[instance]?.ready()
        await settle()
        if (what === 'compute') puppets[instance]?.compute()
      }
      void pool.invoke(event)
      await settle()

      expect(puppets).toHaveLength(count)
      await pool.end()
    },
  )

  test('given an idle instance, when an event comes, then no other is started', async () => {
    const { pool, puppets } = aPool()
    const warmed = pool.warm()
    puppets[0]?.ready()
    await warmed
    const outcome = pool.invoke(event)
    await settle()
    puppets[0]?.answer('1')

    expect(await outcome).toEqual({ kind: 'returned', valueText: '1' })
    expect(puppets).toHaveLength(1)
  })

  test('given an instance that died while idle, when an event comes, then a new one takes it', async () => {
    const { pool, puppets } = aPool({ maxInstances: 1 })
    const warmed = pool.warm()
    puppets[0]?.ready()
    await warmed
    puppets[0]?.die()
    const outcome = pool.invoke(event)
    puppets[1]?.ready()
    await settle()
    puppets[1]?.answer('2')

    expect(await outcome).toEqual({ kind: 'returned', valueText: '2' })
  })

  test('given an instance that dies with an event, when others wait, then a new one is started for them', async () => {
    const { pool, puppets } = aPool({ maxInstances: 1 })
    const [first, second] = [pool.invoke(event), pool.invoke(event)]
    puppets[0]?.ready()
    await settle()
    puppets[0]?.die()
    await settle()
    puppets[1]?.ready()
    await settle()
    puppets[1]?.answer('2')

    expect([await first, await second]).toEqual([{ kind: 'timed-out' }, { kind: 'returned', valueText: '2' }])
  })

  test('given instances that cannot load, when events wait, then all of them are told', async () => {
    const { pool, puppets } = aPool()
    const outcomes = [pool.invoke(event), pool.invoke(event), pool.invoke(event)]
    for (const puppet of puppets) puppet.failToLoad()

    expect((await Promise.all(outcomes)).map(({ kind }) => kind)).toEqual([
      'init-failed',
      'init-failed',
      'init-failed',
    ])
    expect(pool.hasLoaded()).toBe(false)
  })

  test('given as many waiting as may, when one more comes, then it is throttled at once', async () => {
    const { pool } = aPool({ maxInstances: 1, maxWaiting: 2 })
    const waiting = [pool.invoke(event), pool.invoke(event)]

    expect(await pool.invoke(event)).toEqual({ kind: 'throttled' })
    await pool.end()
    expect((await Promise.all(waiting)).map(({ kind }) => kind)).toEqual(['throttled', 'throttled'])
  })

  test('given an event that waits, when its time is up, then it is throttled and the next one is not held up by it', async () => {
    const { pool, puppets, clock } = aPool({ maxInstances: 1, maxWaitMs: 20 })
    const late = pool.invoke(event)
    clock.advance(20)
    expect(await late).toEqual({ kind: 'throttled' })
    puppets[0]?.ready()
    await settle()
    const outcome = pool.invoke(event)
    await settle()
    puppets[0]?.answer('1')

    expect((await outcome).kind).toBe('returned')
  })

  test('given a running and a waiting event, when the pool is retired, then both are answered before its instances end', async () => {
    const { pool, puppets } = aPool({ maxInstances: 1 })
    const [first, second] = [pool.invoke(event), pool.invoke(event)]
    puppets[0]?.ready()
    await settle()
    let isRetired = false
    const retired = pool.retire().then(() => {
      isRetired = true
    })
    puppets[0]?.answer('1')
    await settle()
    expect([isRetired, puppets[0]?.isEnded()]).toEqual([false, false])
    puppets[0]?.answer('2')
    await retired

    expect([await first, await second]).toEqual([
      { kind: 'returned', valueText: '1' },
      { kind: 'returned', valueText: '2' },
    ])
    expect(puppets[0]?.isEnded()).toBe(true)
  })

  test('given a busy instance, when an event waits, then one more is started for it only after the patience', async () => {
    const { pool, puppets, clock } = aPool({ patienceMs: 20 })
    const first = pool.invoke(event)
    puppets[0]?.ready()
    await settle()
    const second = pool.invoke(event)
    expect(puppets).toHaveLength(1)
    clock.advance(19)
    expect(puppets).toHaveLength(1)
    clock.advance(1)
    expect(puppets).toHaveLength(2)
    puppets[1]?.ready()
    await settle()
    for (const puppet of puppets) puppet.answer('1')

    expect([(await first).kind, (await second).kind]).toEqual(['returned', 'returned'])
  })

  test('given a busy instance, when it answers within the patience, then it takes the next event and no other is started', async () => {
    const { pool, puppets } = aPool({ patienceMs: 200 })
    const outcomes = [pool.invoke(event), pool.invoke(event)]
    puppets[0]?.ready()
    await settle()
    puppets[0]?.answer('1')
    await settle()
    puppets[0]?.answer('2')
    await Promise.all(outcomes)

    expect(puppets).toHaveLength(1)
  })

  test('given several idle instances, when they have been so for long, then all but the one used last are ended', async () => {
    const { pool, puppets, clock } = aPool({ maxIdleMs: 20 })
    const outcomes = [pool.invoke(event), pool.invoke(event)]
    for (const puppet of puppets) puppet.ready()
    await settle()
    puppets[1]?.answer('1')
    await settle()
    puppets[0]?.answer('2')
    await Promise.all(outcomes)
    expect(puppets.map((puppet) => puppet.isEnded())).toEqual([false, false])
    clock.advance(20)
    expect(puppets[1]?.isEnded()).toBe(true)
    const next = pool.invoke(event)
    await settle()
    puppets[0]?.answer('3')

    expect((await next).kind).toBe('returned')
    expect(puppets[0]?.isEnded()).toBe(false)
  })

  test('given one instance, when its events are quick, then it is handed a few ahead; when they are not, one at a time', async () => {
    const { pool, puppets } = aPool({ patienceMs: 500 })
    const outcomes = Array.from({ length: 6 }, () => pool.invoke(event))
    puppets[0]?.ready()
    await settle()
    expect(puppets[0]?.inFlight()).toBe(1)
    puppets[0]?.answer('0')
    expect(puppets[0]?.inFlight()).toBe(1)
    puppets[0]?.beQuick()
    puppets[0]?.answer('1')
    expect(puppets[0]?.inFlight()).toBe(3)
    for (const value of ['2', '3', '4', '5']) puppets[0]?.answer(value)

    expect(
      (await Promise.all(outcomes)).map((outcome) => outcome.kind === 'returned' && outcome.valueText),
    ).toEqual(['0', '1', '2', '3', '4', '5'])
    expect(puppets).toHaveLength(1)
  })

  test('given events that an instance hands back, when another is idle, then it takes them before those that came later', async () => {
    const { pool, puppets, clock } = aPool({ patienceMs: 20, processors: 10 })
    const answered: number[] = []
    const invoke = (id: number) => void pool.invoke(event).then(() => answered.push(id))
    for (const id of [0, 1, 2, 3]) invoke(id)
    puppets[0]?.ready()
    await settle()
    puppets[0]?.beQuick()
    puppets[0]?.answer('0')
    expect(puppets[0]?.inFlight()).toBe(3)
    invoke(4)
    puppets[0]?.requeue()
    clock.advance(20)
    // Several wait, so two may start.
    expect(puppets.length).toBeGreaterThan(1)
    puppets[1]?.ready()
    for (let round = 0; round < 3; round += 1) {
      await settle()
      puppets[1]?.answer('x')
    }
    await settle()

    expect(answered).toEqual([0, 2, 3, 4])
    await pool.end()
  })

  test('given events in the hand of an instance, when the pool is ended, then those handed back are throttled and nothing is started', async () => {
    const { pool, puppets } = aPool({ patienceMs: 500 })
    const outcomes = Array.from({ length: 4 }, () => pool.invoke(event))
    puppets[0]?.ready()
    await settle()
    puppets[0]?.beQuick()
    puppets[0]?.answer('0')
    await pool.end()
    puppets[0]?.requeue()
    puppets[0]?.die()

    expect((await Promise.all(outcomes)).map(({ kind }) => kind)).toEqual([
      'returned',
      'timed-out',
      'throttled',
      'throttled',
    ])
    expect(puppets).toHaveLength(1)
  })

  test('given an instance that dies with events in its hand, when the pool is retired meanwhile, then it ends only after they are answered', async () => {
    const { pool, puppets } = aPool({ patienceMs: 500 })
    const outcomes = [0, 1, 2].map(() => pool.invoke(event))
    puppets[0]?.ready()
    await settle()
    puppets[0]?.beQuick()
    puppets[0]?.answer('0')
    let isRetired = false
    const retired = pool.retire().then(() => {
      isRetired = true
    })
    puppets[0]?.requeue()
    puppets[0]?.die()
    await settle()
    expect(isRetired).toBe(false)
    puppets[1]?.ready()
    await settle()
    puppets[1]?.answer('2')
    await retired

    expect((await Promise.all(outcomes)).map(({ kind }) => kind)).toEqual([
      'returned',
      'timed-out',
      'returned',
    ])
    expect(puppets.map((puppet) => puppet.isEnded())).toEqual([false, true])
  })
})

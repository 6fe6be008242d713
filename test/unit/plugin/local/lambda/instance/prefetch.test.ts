import { describe, expect, test } from '@jest/globals'
import {
  createEventQueue,
  createInFlightEvents,
} from '../../../../../../plugin/local/lambda/instance/prefetch.ts'
import { manualClock } from '../../../../../support/manual-clock.ts'

const failure = { errorType: 'Runtime.ExitError', errorMessage: 'x', stack: undefined }
const answer = { kind: 'returned', valueText: '1' } as const

/** Three events in flight, and what became of them, in the order in which it did. */
function three({ timeoutMs = 10_000, prefetch = true } = {}) {
  const clock = manualClock()
  const settled: string[] = []
  const inFlight = createInFlightEvents({
    timeoutMs,
    prefetch,
    clock,
    onTimeout: () => void settled.push('process to be ended'),
  })
  for (const name of ['a', 'b', 'c']) inFlight.add(name, ({ kind }) => void settled.push(`${name} ${kind}`))
  return { inFlight, settled, clock }
}

describe('the events in flight in an instance', () => {
  test('given answers, when they come, then each is for the first that has none', () => {
    const { inFlight, settled } = three()
    expect(inFlight.answer('a', answer)).toBe(true)
    expect(inFlight.answer('b', { kind: 'failed', failure })).toBe(true)

    expect(settled).toEqual(['a returned', 'b failed'])
    expect(inFlight.length).toBe(1)
    inFlight.fail(failure)
  })

  test('given its process has ended, when it is told, then the others go back, the last one first, and the first has failed', () => {
    const { inFlight, settled } = three()
    inFlight.fail(failure)

    expect(settled).toEqual(['c requeued', 'b requeued', 'a failed'])
    expect(inFlight.length).toBe(0)
  })

  test('given lines of the process, when they come, then each is for the event that runs, or was answered in this very turn', async () => {
    const clock = manualClock()
    const inFlight = createInFlightEvents({ timeoutMs: 1_000, prefetch: true, clock, onTimeout() {} })
    const written: string[] = []
    for (const name of ['a', 'b'])
      inFlight.add(
        name,
        () => {},
        (line) => void written.push(`${name} ${line}`),
      )

    inFlight.write('while a runs')
    inFlight.answer('a', answer)
    inFlight.write('read after the answer')
    await new Promise((resolve) => setImmediate(resolve))
    inFlight.write('while b runs')
    inFlight.answer('b', answer)
    await new Promise((resolve) => setImmediate(resolve))
    inFlight.write('with none left')

    expect(written).toEqual([
      'a while a runs',
      'a read after the answer',
      'b while b runs',
      'b with none left',
    ])
  })

  test('given a line of the process, when it has had no event yet, then nobody gets it', () => {
    const inFlight = createInFlightEvents({
      timeoutMs: 1_000,
      prefetch: true,
      clock: manualClock(),
      onTimeout() {},
    })

    expect(() => inFlight.write('while loading')).not.toThrow()
  })

  test.each(['b', 'nobody'])(
    "given an answer to %j, when the first is another, then it is nobody's",
    (id) => {
      const { inFlight, settled } = three()

      expect(inFlight.answer(id, answer)).toBe(false)
      expect(settled).toEqual([])
      inFlight.fail(failure)
    },
  )

  test.each([
    [['c'], ['c requeued']],
    [
      ['b', 'c'],
      ['c requeued', 'b requeued'],
    ],
    [
      ['a', 'b', 'c'],
      ['c requeued', 'b requeued'],
    ],
    [['b'], ['b requeued']],
    [['nobody'], []],
  ])('given %j are requeued, when it is told, then they go, and never the first', (ids, gone) => {
    const { inFlight, settled } = three()
    inFlight.requeue(ids)

    expect(settled).toEqual(gone)
    inFlight.fail(failure)
  })

  test('given one that was on its way when another was requeued, when both are answered, then each has its own answer', () => {
    const { inFlight, settled } = three()
    inFlight.requeue(['b'])
    inFlight.answer('a', answer)
    inFlight.answer('c', { kind: 'failed', failure })

    expect(settled).toEqual(['b requeued', 'a returned', 'c failed'])
  })

  test('given the first has run for too long, when its process has ended, then it alone has timed out', () => {
    const { inFlight, settled, clock } = three({ timeoutMs: 20 })
    clock.advance(20)
    inFlight.fail(failure)

    expect(settled).toEqual(['process to be ended', 'a timed-out', 'c requeued', 'b requeued'])
  })

  test('given the first has run for too long, when it answers before its process ends, then the next one may have been begun and has failed', () => {
    const { inFlight, settled, clock } = three({ timeoutMs: 20 })
    clock.advance(20)
    inFlight.answer('a', answer)
    inFlight.fail(failure)

    expect(settled).toEqual(['process to be ended', 'a timed-out', 'c requeued', 'b failed'])
  })

  test('given quick ones before it, when one runs, then its own time counts', () => {
    const { inFlight, settled, clock } = three({ timeoutMs: 200 })
    clock.advance(120)
    inFlight.answer('a', answer)
    clock.advance(120)

    expect(settled).toEqual(['a returned'])
    inFlight.fail(failure)
  })

  test('takes more than one event only while events are quick', () => {
    const { inFlight } = three()
    expect(inFlight.hasRoom()).toBe(false)
    inFlight.tookMs(0.5)
    expect(inFlight.hasRoom()).toBe(true)
    for (const name of ['d', 'e', 'f', 'g', 'h']) inFlight.add(name, () => {})
    expect(inFlight.hasRoom()).toBe(false)
    inFlight.requeue(['h'])
    inFlight.tookMs(1)

    expect(inFlight.hasRoom()).toBe(false)
  })

  test('takes one event at a time with prefetch off', () => {
    const { inFlight } = three({ prefetch: false })
    inFlight.tookMs(0.5)
    expect(inFlight.hasRoom()).toBe(false)
    inFlight.fail(failure)

    expect(inFlight.hasRoom()).toBe(true)
  })
})

/** A queue whose events end when the test says so. */
function aQueue() {
  const clock = manualClock()
  const begun: string[] = []
  const requeued: string[] = []
  let endFirst = () => {}
  const queue = createEventQueue({
    run({ requestId }) {
      begun.push(requestId)
      const { promise, resolve } = Promise.withResolvers<void>()
      endFirst = resolve
      return promise
    },
    requeue: (events) => requeued.push(...events.map(({ requestId }) => requestId)),
    clock,
  })
  async function end(): Promise<void> {
    endFirst()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { queue, begun, requeued, end, untilPatienceEnds: () => clock.advance(5) }
}

const anEvent = (requestId: string) => ({ requestId, eventText: '{}', traceId: undefined })

describe('the queue of an instance', () => {
  test('given several events, when each ends at once, then they run one after the other', async () => {
    const { queue, begun, requeued, end } = aQueue()
    for (const id of ['a', 'b', 'c']) queue.add(anEvent(id))
    expect(begun).toEqual(['a'])
    await end()
    expect(begun).toEqual(['a', 'b'])
    await end()
    await end()

    expect(begun).toEqual(['a', 'b', 'c'])
    expect(requeued).toEqual([])
  })

  test('given one that takes long, when others are behind it, then they are requeued and never begun', async () => {
    const { queue, begun, requeued, end, untilPatienceEnds } = aQueue()
    for (const id of ['a', 'b', 'c']) queue.add(anEvent(id))
    untilPatienceEnds()
    expect(requeued).toEqual(['b', 'c'])
    await end()

    expect(begun).toEqual(['a'])
  })

  test('given one that has taken long, when another comes, then that is requeued at once', () => {
    const { queue, requeued, untilPatienceEnds } = aQueue()
    queue.add(anEvent('a'))
    untilPatienceEnds()
    queue.add(anEvent('b'))

    expect(requeued).toEqual(['b'])
  })

  test('given one that takes long alone, when it has ended, then nothing was requeued and the next one runs', async () => {
    const { queue, begun, requeued, end, untilPatienceEnds } = aQueue()
    queue.add(anEvent('a'))
    untilPatienceEnds()
    await end()
    queue.add(anEvent('b'))

    expect(begun).toEqual(['a', 'b'])
    expect(requeued).toEqual([])
  })
})

import { describe, expect, test } from '@jest/globals'
import { createEventQueue } from '../../../../../../plugin/local/lambda/worker/event-queue.ts'

/** A queue whose events end when the test says so. */
function aQueue() {
  const begun: string[] = []
  const handedBack: string[] = []
  let endFirst = () => {}
  const queue = createEventQueue({
    run({ requestId }) {
      begun.push(requestId)
      const { promise, resolve } = Promise.withResolvers<void>()
      endFirst = resolve
      return promise
    },
    requeue: (events) => handedBack.push(...events.map(({ requestId }) => requestId)),
  })
  async function end(): Promise<void> {
    endFirst()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { queue, begun, handedBack, end }
}

const anEvent = (requestId: string) => ({ requestId, eventText: '{}', traceId: undefined })
const untilPatienceEnds = () => new Promise((resolve) => setTimeout(resolve, 20))

describe('the queue of an instance', () => {
  test('given several events, when each ends at once, then they run one after the other', async () => {
    const { queue, begun, handedBack, end } = aQueue()
    for (const id of ['a', 'b', 'c']) queue.add(anEvent(id))
    expect(begun).toEqual(['a'])
    await end()
    expect(begun).toEqual(['a', 'b'])
    await end()
    await end()

    expect(begun).toEqual(['a', 'b', 'c'])
    expect(handedBack).toEqual([])
  })

  test('given one that takes long, when others are behind it, then they are handed back and never begun', async () => {
    const { queue, begun, handedBack, end } = aQueue()
    for (const id of ['a', 'b', 'c']) queue.add(anEvent(id))
    await untilPatienceEnds()
    expect(handedBack).toEqual(['b', 'c'])
    await end()

    expect(begun).toEqual(['a'])
  })

  test('given one that has taken long, when another comes, then that is handed back at once', async () => {
    const { queue, handedBack } = aQueue()
    queue.add(anEvent('a'))
    await untilPatienceEnds()
    queue.add(anEvent('b'))

    expect(handedBack).toEqual(['b'])
  })

  test('given one that takes long alone, when it has ended, then nothing was handed back and the next one runs', async () => {
    const { queue, begun, handedBack, end } = aQueue()
    queue.add(anEvent('a'))
    await untilPatienceEnds()
    await end()
    queue.add(anEvent('b'))

    expect(begun).toEqual(['a', 'b'])
    expect(handedBack).toEqual([])
  })
})

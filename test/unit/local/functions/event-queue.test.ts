import { describe, expect, test } from '@jest/globals'
import { createEventQueue } from '../../../../local/functions/event-queue.ts'

/** A queue whose events end when the test says so. */
function aQueue() {
  const begun: string[] = []
  const handedBack: number[] = []
  let endFirst = () => {}
  const queue = createEventQueue({
    run(line) {
      begun.push(line)
      const { promise, resolve } = Promise.withResolvers<void>()
      endFirst = resolve
      return promise
    },
    handBack: (count) => void handedBack.push(count),
  })
  async function end(): Promise<void> {
    endFirst()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { queue, begun, handedBack, end }
}

const untilPatienceEnds = () => new Promise((resolve) => setTimeout(resolve, 20))

describe('the queue of an instance', () => {
  test('given several events, when each ends at once, then they run one after the other', async () => {
    const { queue, begun, handedBack, end } = aQueue()
    for (const line of ['a', 'b', 'c']) queue.add(line)
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
    for (const line of ['a', 'b', 'c']) queue.add(line)
    await untilPatienceEnds()
    expect(handedBack).toEqual([2])
    await end()

    expect(begun).toEqual(['a'])
  })

  test('given one that has taken long, when another comes, then that is handed back at once', async () => {
    const { queue, handedBack } = aQueue()
    queue.add('a')
    await untilPatienceEnds()
    queue.add('b')

    expect(handedBack).toEqual([1])
  })

  test('given one that takes long alone, when it has ended, then nothing was handed back and the next one runs', async () => {
    const { queue, begun, handedBack, end } = aQueue()
    queue.add('a')
    await untilPatienceEnds()
    await end()
    queue.add('b')

    expect(begun).toEqual(['a', 'b'])
    expect(handedBack).toEqual([])
  })
})

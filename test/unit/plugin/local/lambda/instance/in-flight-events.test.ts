import { describe, expect, test } from '@jest/globals'
import { createEventsInHand } from '../../../../../../plugin/local/lambda/instance/in-flight-events.ts'

const failure = { errorType: 'Runtime.ExitError', errorMessage: 'x', stack: undefined }
const answer = { kind: 'returned', valueText: '1' } as const

/** Three events in hand, and what became of them, in the order in which it did. */
function three({ timeoutMs = 10_000 } = {}) {
  const settled: string[] = []
  const inHand = createEventsInHand({ timeoutMs, onTimeout: () => void settled.push('process to be ended') })
  for (const name of ['a', 'b', 'c']) inHand.add(name, ({ kind }) => void settled.push(`${name} ${kind}`))
  return { inHand, settled }
}

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5))
}

describe('the events in the hand of an instance', () => {
  test('given answers, when they come, then each is for the first that has none', () => {
    const { inHand, settled } = three()
    expect(inHand.answer('a', answer)).toBe(true)
    expect(inHand.answer('b', { kind: 'failed', failure })).toBe(true)

    expect(settled).toEqual(['a returned', 'b failed'])
    expect(inHand.length).toBe(1)
    inHand.fail(failure)
  })

  test('given its process has ended, when it is told, then the others go back, the last one first, and the first has failed', () => {
    const { inHand, settled } = three()
    inHand.fail(failure)

    expect(settled).toEqual(['c handed-back', 'b handed-back', 'a failed'])
    expect(inHand.length).toBe(0)
  })

  test.each(['b', 'nobody'])(
    "given an answer to %j, when the first is another, then it is nobody's",
    (id) => {
      const { inHand, settled } = three()

      expect(inHand.answer(id, answer)).toBe(false)
      expect(settled).toEqual([])
      inHand.fail(failure)
    },
  )

  test.each([
    [['c'], ['c handed-back']],
    [
      ['b', 'c'],
      ['c handed-back', 'b handed-back'],
    ],
    [
      ['a', 'b', 'c'],
      ['c handed-back', 'b handed-back'],
    ],
    [['b'], ['b handed-back']],
    [['nobody'], []],
  ])('given %j are handed back, when it is told, then they go, and never the first', (ids, gone) => {
    const { inHand, settled } = three()
    inHand.requeue(ids)

    expect(settled).toEqual(gone)
    inHand.fail(failure)
  })

  test('given one that was on its way when another was handed back, when both are answered, then each has its own answer', () => {
    const { inHand, settled } = three()
    inHand.requeue(['b'])
    inHand.answer('a', answer)
    inHand.answer('c', { kind: 'failed', failure })

    expect(settled).toEqual(['b handed-back', 'a returned', 'c failed'])
  })

  test('given the first has run for too long, when its process has ended, then it alone has timed out', async () => {
    const { inHand, settled } = three({ timeoutMs: 20 })
    await until(() => settled.length > 0)
    inHand.fail(failure)

    expect(settled).toEqual(['process to be ended', 'a timed-out', 'c handed-back', 'b handed-back'])
  })

  test('given the first has run for too long, when it answers before its process ends, then the next one may have been begun and has failed', async () => {
    const { inHand, settled } = three({ timeoutMs: 20 })
    await until(() => settled.length > 0)
    inHand.answer('a', answer)
    inHand.fail(failure)

    expect(settled).toEqual(['process to be ended', 'a timed-out', 'c handed-back', 'b failed'])
  })

  test('given quick ones before it, when one runs, then its own time counts', async () => {
    const { inHand, settled } = three({ timeoutMs: 200 })
    await new Promise((resolve) => setTimeout(resolve, 120))
    inHand.answer('a', answer)
    await new Promise((resolve) => setTimeout(resolve, 120))

    expect(settled).toEqual(['a returned'])
    inHand.fail(failure)
  })
})

import { describe, expect, test } from '@jest/globals'
import { createEventsInHand } from '../../../../local/functions/events-in-hand.ts'

const failure = { errorType: 'Runtime.ExitError', errorMessage: 'x', stack: undefined }
const answer = { kind: 'returned', valueText: '1' } as const

/** Three events in hand, and what became of them, in the order in which it did. */
function three({ timeoutMs = 10_000 } = {}) {
  const settled: string[] = []
  const inHand = createEventsInHand({ timeoutMs, onTimeout: () => void settled.push('process to be ended') })
  for (const name of ['a', 'b', 'c']) inHand.add(({ kind }) => void settled.push(`${name} ${kind}`))
  return { inHand, settled }
}

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5))
}

describe('the events in the hand of an instance', () => {
  test('given answers, when they come, then each is for the first that has none', () => {
    const { inHand, settled } = three()
    inHand.answer(answer)
    inHand.answer({ kind: 'failed', failure })

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

  test.each([
    [1, ['c handed-back']],
    [2, ['c handed-back', 'b handed-back']],
    [3, ['c handed-back', 'b handed-back']],
    [0, []],
    [-1, []],
  ])(
    'given %d are handed back, when it is told, then the last ones go, and never the first',
    (count, gone) => {
      const { inHand, settled } = three()
      inHand.handBack(count)

      expect(settled).toEqual(gone)
      inHand.fail(failure)
    },
  )

  test('given the first has run for too long, when its process has ended, then it alone has timed out', async () => {
    const { inHand, settled } = three({ timeoutMs: 20 })
    await until(() => settled.length > 0)
    inHand.fail(failure)

    expect(settled).toEqual(['process to be ended', 'a timed-out', 'c handed-back', 'b handed-back'])
  })

  test('given the first has run for too long, when it answers before its process ends, then the next one may have been begun and has failed', async () => {
    const { inHand, settled } = three({ timeoutMs: 20 })
    await until(() => settled.length > 0)
    inHand.answer(answer)
    inHand.fail(failure)

    expect(settled).toEqual(['process to be ended', 'a timed-out', 'c handed-back', 'b failed'])
  })

  test('given quick ones before it, when one runs, then its own time counts', async () => {
    const { inHand, settled } = three({ timeoutMs: 200 })
    await new Promise((resolve) => setTimeout(resolve, 120))
    inHand.answer(answer)
    await new Promise((resolve) => setTimeout(resolve, 120))

    expect(settled).toEqual(['a returned'])
    inHand.fail(failure)
  })
})
